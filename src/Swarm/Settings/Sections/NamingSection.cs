using Swarm.Domain.Naming;

namespace Swarm.Settings.Sections;

/// <summary><c>naming { }</c>: which rule names files.</summary>
static class NamingSection
{
    const string Template = "template";

    static readonly Choices<string> Rules = new(
        [.. new[] { "safe", "seed", "last-segment", "content-disposition", Template }.Select(rule => (rule, rule))]);

    public static NamingOptions Read(Section s, NamingOptions preset)
    {
        var read = preset with
        {
            Rule = s.Choice("rule", preset.Rule, Rules),
            Template = s.TextOrNull(Template, preset.Template),
        };
        s.Refuse(read.Rule == Template && string.IsNullOrEmpty(read.Template), "rule = template needs a template, such as \"{host}/{path}/{name}{ext}\"", "rule");
        s.Refuse(read.Rule != Template && read.Template is not null, "has no effect without rule = template", Template);
        return read;
    }
}
