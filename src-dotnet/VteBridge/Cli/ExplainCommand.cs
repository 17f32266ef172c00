using System.CommandLine;
using System.Text;
using System.Text.Json;
using VteBridge.Core;
using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Cli;

/// <summary>`explain`: one run or repair, field by field.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<Guid> Id = new("id")
    {
        CustomParser = IdArgument.One,
        Description = "The run's Index_GUID, or the id of a repair's report",
    };

    public static Command Create()
    {
        var command = Verb.Create(
            "explain",
            "Where each value of a report comes from and by which rule, then the report itself. Works for dead letters too; changes nothing.\n\n"
                + "  vtebridge explain 6f9619ff-8b86-d011-b42d-00c04fc964ff",
            RunAsync
        );
        command.Add(Id);
        return command;
    }

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        await using var parts = call.Compose(options);
        var id = call.Parsed.GetValue(Id);
        var schema = await parts.SchemaAsync(stop);
        var found = await parts.Lookup(schema, parts.Journal).FindAsync(id, await parts.WindowAsync(stop), stop);
        if (found.Count == 0)
            throw new UsageFailure(
                $"VTE has no run {id}, and no repair of this id is known here. Check the id, and Vte:ConnectionString for the right database."
            );
        Show(call, parts, found);
        return found[^1].Mapped is Unmappable ? ExitCode.DeadLetters : ExitCode.Done;
    }

    private static void Show(Invocation call, Composition parts, IReadOnlyList<Candidate> found)
    {
        var candidate = found[^1];
        var lines = Explain(parts, found);
        var report = candidate.Mapped is MappedReport mapped
            ? WsjfWriter.ToUtf8(mapped.Report, indented: true)
            : (ReadOnlyMemory<byte>?)null;
        if (call.Json)
        {
            Invocation.WriteJson(
                new
                {
                    id = candidate.Id,
                    outcome = Outcome(candidate),
                    fields = lines.Select(l => new
                    {
                        path = l.Path,
                        value = l.Value,
                        source = l.Source,
                        rule = l.Rule,
                    }),
                    flags = (candidate.Mapped as MappedReport)?.Flags,
                    report = report is { } json ? JsonElement.Parse(json.Span) : (JsonElement?)null,
                }
            );
            return;
        }
        call.Terminal.Table(
            ["field", "value", "from", "rule"],
            lines.Select(l => new[] { l.Path, l.Value, l.Source, l.Rule })
        );
        call.Terminal.Line(Outcome(candidate));
        if (report is { } text)
            call.Terminal.Line(Encoding.UTF8.GetString(text.Span));
    }

    /// <summary>The rows before it come first: they may move this one's start.</summary>
    private static IReadOnlyList<Explained> Explain(Composition parts, IReadOnlyList<Candidate> found)
    {
        var (runs, repairs) = (parts.RunMapper, parts.RepairMapper);
        var collisions = new StartTimeCollisions();
        var shift = TimeSpan.Zero;
        foreach (var one in found)
            shift = collisions.ShiftOf(
                one.Record is TestRun run ? runs.StartKeyOf(run) : repairs.StartKeyOf((Repair)one.Record)
            );
        return found[^1].Record is TestRun last
            ? runs.Explain(last, shift)
            : repairs.Explain((Repair)found[^1].Record, shift);
    }

    private static string Outcome(Candidate candidate) =>
        candidate.Mapped switch
        {
            Unmappable problem => $"Dead letter: {problem.What} {problem.Fix}",
            ExcludedByConfiguration excluded => $"Excluded: {excluded.Why}",
            _ when candidate.Defer is { } why => $"Deferred: {why}",
            MappedReport { Flags.Count: > 0 } report => $"A report, flagged: {string.Join(", ", report.Flags)}",
            _ => "A report",
        };
}
