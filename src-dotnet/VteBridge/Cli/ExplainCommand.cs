using System.CommandLine;
using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Cli;

/// <summary>`explain`: shows one run or repair, field by field.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<Guid> Id = IdArgument.OfReport();

    public static Command Create()
    {
        var command = VerbCommand.Create(
            "explain",
            "Where each value of a report comes from and by which rule, then the report itself. Works for dead letters too; changes nothing.\n\n"
                + "  vtebridge explain 6f9619ff-8b86-d011-b42d-00c04fc964ff",
            RunAsync
        );
        command.Add(Id);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        await using var parts = call.Compose(options);
        var id = call.Parsed.GetValue(Id);
        var session = await parts.OpenAsync(stop);
        var (candidate, source) = await session.SingleReports().FindAsync(id, stop) ?? throw NotInVte(id);
        var decision = RunDecision.For(candidate, null, session.Window, options.Sync);
        var mapped = candidate.Unreadable is { } row ? Unmappable.Of(row) : source.Map(candidate);
        Show(call, parts, session, candidate, mapped, decision);
        return mapped is Unmappable ? ExitCode.DeadLetters : ExitCode.Done;
    }

    public static UsageFailure NotInVte(Guid id) =>
        new(
            $"VTE has no run {id}, and no repair of this id is known here. Check the id, and Vte:ConnectionString for the right database."
        );

    private static void Show(
        CommandContext call,
        Composition parts,
        SyncSession session,
        Candidate candidate,
        Mapped result,
        RunDecision decision
    )
    {
        var names = new SiteColumnNames(session.Schema);
        var lines = Explain(parts, candidate).Select(l => l with { Source = names.In(l.Source) }).ToList();
        var report = result is MappedReport mapped
            ? WsjfWriter.ToUtf8(mapped.Report, indented: true)
            : (ReadOnlyMemory<byte>?)null;
        if (call.Json)
        {
            CommandContext.WriteJson(
                new
                {
                    id = candidate.Id,
                    outcome = Outcome(result, decision),
                    fields = lines.Select(l => new
                    {
                        path = l.Path,
                        value = l.Value,
                        source = l.Source,
                        rule = l.Rule,
                    }),
                    flags = (result as MappedReport)?.Flags,
                    report = report is { } json ? JsonElement.Parse(json.Span) : (JsonElement?)null,
                }
            );
            return;
        }
        call.Terminal.Table(
            ["field", "value", "from", "rule"],
            lines.Select(l => new[] { l.Path, l.Value, l.Source, l.Rule })
        );
        call.Terminal.Line(Outcome(result, decision));
        if (report is { } text)
            call.Terminal.Line(Encoding.UTF8.GetString(text.Span));
    }

    private static IReadOnlyList<Explained> Explain(Composition parts, Candidate candidate) =>
        candidate.Facts switch
        {
            TestRun run => parts.Sync.RunMapper(ProgramInfo.Version).Explain(run, candidate.StartShift),
            Repair repair => parts.Sync.RepairMapper(ProgramInfo.Version).Explain(repair, candidate.StartShift),
            _ => [],
        };

    private static string Outcome(Mapped mapped, RunDecision decision) =>
        mapped switch
        {
            Unmappable problem => $"Dead letter: {problem.What} {problem.Fix}",
            ExcludedByConfiguration excluded => $"Excluded: {excluded.Why}",
            _ when decision.Kind == DecisionKind.Defer => $"Deferred: {decision.Reason}",
            MappedReport { Flags.Count: > 0 } report => $"A report, flagged: {string.Join(", ", report.Flags)}",
            _ => "A report",
        };
}
