using Swarm.Domain.Naming;

namespace Swarm.Settings.Sections;

/// <summary><c>naming { }</c>: which rule names files. A rule with braces is a template.</summary>
static class NamingSection
{
    const string Template = "template";

    public static NamingOptions Read(Section s, NamingOptions preset)
    {
        var rule = s.Text("rule", preset.Rule, CheckRule);
        var template = s.TextOrNull(Template, preset.Template, CheckTemplate);
        if (rule == Template && template is null)
            s.Fault("rule", "rule = template needs a template, such as \"{host}/{path}/{name}{ext}\"");
        if (rule != Template && template is not null) s.Fault(Template, "has no effect without rule = template");
        return IsTemplate(rule) ? preset with { Rule = Template, Template = rule } : preset with { Rule = rule, Template = template };
    }

    static bool IsTemplate(string rule) => rule.Contains('{', StringComparison.Ordinal);

    static void CheckRule(string rule)
    {
        if (IsTemplate(rule)) CheckTemplate(rule);
        else new Choices([.. Namers.Known]).IndexOf(rule);
    }

    static void CheckTemplate(string template) => _ = new TemplateNamer(template);
}
