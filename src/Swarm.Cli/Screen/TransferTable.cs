using Spectre.Console;
using Swarm.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>Large objects in flight: how much of each is there, how fast it comes and over how many connections.</summary>
static class TransferTable
{
    const int Width = 14;
    const int Longest = 28;

    public static Table Of(JobSnapshot job)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("object", "bar", "bytes", "rate", "left", "connections");
        foreach (var column in table.Columns) column.NoWrap();
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var transfer in job.Transfers)
        {
            table.AddRow(new Text(Name(transfer.Url)) { Overflow = Overflow.Ellipsis }, Bar(transfer), new Text(Bytes(transfer)), new Text(Rate(transfer)), new Text(Left(transfer)),
                new Text(Connections(transfer)));
        }

        return table;
    }

    /// <summary>The end of a URL tells more of it than its beginning; a second line would make all lines jump.</summary>
    static string Name(string url) => url.Length <= Longest ? url : string.Concat("…", url.AsSpan(url.Length - Longest + 1));

    static Text Bar(TransferSeen transfer)
    {
        var filled = transfer.Total <= 0 ? Width : (int)Math.Clamp(Width * (double)transfer.Done / transfer.Total, 0, Width);
        return new Text(new string('━', filled) + new string('─', Width - filled), new Style(Color.Green));
    }

    static string Bytes(TransferSeen transfer) =>
        $"{Units.Bytes(transfer.Done)} of {Units.Bytes(transfer.Total)}{(transfer.Resumed > 0 ? $" ({Units.Bytes(transfer.Resumed)} from before)" : "")}";

    static string Rate(TransferSeen transfer) => transfer.Connections == 0 ? "" : Units.Bytes(transfer.Rate) + "/s";

    static string Left(TransferSeen transfer) => transfer.Left is { } left ? Units.Time(left) + " left" : "";

    static string Connections(TransferSeen transfer) => transfer.Connections switch
    {
        0 => "waits",
        1 => "1 connection",
        var n => Units.Count(n) + " connections",
    };
}
