using System.CommandLine;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Wsjf;

namespace VteBridge.Cli;

/// <summary>`diff`: compares the report that was sent with what would be sent now.</summary>
internal static class DiffCommand
{
    private static readonly Argument<Guid> Id = IdArgument.OfReport();

    public static Command Create()
    {
        var command = VerbCommand.Create(
            "diff",
            "Shows field by field how the report that was sent (its copy, or what WATS has) differs from what would be sent now. Changes nothing.\n\n"
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
        var mapped = candidate.Unreadable is { } row ? Unmappable.Of(row) : source.Map(candidate);
        if (mapped is not MappedReport report)
            throw new UsageFailure(
                $"{candidate} makes no report now, so there is nothing to compare: 'vtebridge explain {id}' says why."
            );
        var reader = options.Delivery.KnowsWats ? parts.WatsReader() : null;
        var before = (await new SentReports(parts.Destination, reader).FindAsync([id], stop))[id];
        if (before.Content is not { } sent)
            throw new UsageFailure(
                $"The report {id} cannot be compared: it was never sent, or {before.Source}. Copies lie in '{options.Delivery.Folder}'."
            );
        Show(call, before.Source, [.. ReportDiff.Between(sent, WsjfWriter.ToUtf8(report.Report))]);
        return ExitCode.Done;
    }

    private static void Show(CommandContext call, string before, IReadOnlyList<ReportDifference> differences)
    {
        if (call.Json)
        {
            CommandContext.WriteJson(new { comparedWith = before, differences = DifferenceText.Json(differences) });
            return;
        }
        call.Terminal.Line(
            differences.Count == 0
                ? $"The report that would be sent now is the same as the one that {Is(before)}."
                : $"{SummaryText.Count(differences.Count, "difference")} between the report that {Is(before)} and the one that would be sent now."
        );
        if (differences.Count > 0)
            call.Terminal.Table(
                ["field", before, "would be sent"],
                differences.Select(d => new[] { d.Place, d.Before ?? "", d.After ?? "" })
            );
    }

    private static string Is(string before) => before == SentReports.InWats ? "is in WATS" : before;
}

/// <summary>Differences between two reports, as JSON.</summary>
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
