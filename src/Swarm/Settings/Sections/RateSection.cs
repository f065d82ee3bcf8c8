using Swarm.Domain.Transfers;

namespace Swarm.Settings.Sections;

/// <summary><c>rate { }</c>: bandwidth.</summary>
static class RateSection
{
    public static RateOptions Read(Section s, RateOptions preset) => preset with
    {
        Job = s.BytesOrNone("job", preset.Job),
        PerOrigin = s.BytesOrNone("per-origin", preset.PerOrigin),
    };
}
