using System.CommandLine;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Wsjf;

namespace VteBridge.Cli;

/// <summary>`diff`: the report that was sent, beside what would be sent now.</summary>
internal static class DiffCommand
{
    private static readonly Argument<Guid> Id = new("id")
    {
        CustomParser = IdArgument.One,
        Description = "The run's Index_GUID, or the id of a repair's report",
    };

    public static Command Create()
    {
        var command = VerbCommand.Create(
            "diff",
            "What differs between the copy of a report that was sent and what would be sent now, field by field. Changes nothing.\n\n"
                + "  vtebridge diff 6f9619ff-8b86-d011-b42d-00c04fc964ff",
            RunAsync,
            json: true,
            DestinationFlags.Destination,
            DestinationFlags.Folder
        );
        command.Add(Id);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load([.. DestinationFlags.Values(call.Parsed)]).Valid();
        await using var parts = call.Compose(options);
        var id = call.Parsed.GetValue(Id);
        var session = await parts.OpenAsync(stop);
        var (candidate, source) =
            await session.SingleReports().FindAsync(id, stop) ?? throw ExplainCommand.NotInVte(id);
        var mapped = candidate.Unreadable is { } row
            ? new Unmappable(row.What, row.Fix, row.Cause)
            : source.Map(candidate);
        if (mapped is not MappedReport report)
            throw new UsageFailure(
                $"{candidate} makes no report now, so there is nothing to compare: 'vtebridge explain {id}' says why."
            );
        var sent =
            SentCopy.Find(parts.Destination, id, out var why)
            ?? throw new UsageFailure(
                $"The report {id} cannot be compared: it was never sent, or {why}. Copies lie in '{options.Delivery.Folder}'."
            );
        Show(call, [.. ReportDiff.Between(sent, WsjfWriter.ToUtf8(report.Report))]);
        return ExitCode.Done;
    }

    private static void Show(CommandContext call, IReadOnlyList<ReportDifference> differences)
    {
        if (call.Json)
        {
            CommandContext.WriteJson(new { differences = DifferenceText.Json(differences) });
            return;
        }
        call.Terminal.Line(
            differences.Count == 0
                ? "The report would be sent as it was."
                : $"{SummaryText.Count(differences.Count, "difference")} between what was sent and what would be sent now."
        );
        if (differences.Count > 0)
            call.Terminal.Table(
                ["field", "was sent", "would be sent"],
                differences.Select(d => new[] { d.Place, d.Before ?? "", d.After ?? "" })
            );
    }
}

/// <summary>Differences between two reports for scripts.</summary>
internal static class DifferenceText
{
    public static IEnumerable<object> Json(IEnumerable<ReportDifference> differences) =>
        differences.Select(d => new
        {
            place = d.Place,
            before = d.Before,
            after = d.After,
        });
}
