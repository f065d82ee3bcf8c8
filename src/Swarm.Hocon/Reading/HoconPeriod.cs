using System.Runtime.InteropServices;

namespace Swarm.Hocon;

/// <summary>A time by the calendar: its length in days depends on when it starts.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HoconPeriod(int Years, int Months, int Days)
{
    public DateTimeOffset AddTo(DateTimeOffset start) => start.AddYears(Years).AddMonths(Months).AddDays(Days);
}
