using System.CommandLine;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`replay`: dead letters, read and mapped afresh.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<Guid[]> Ids = new("id")
    {
        CustomParser = IdArgument.Many,
        Description = "Dead letters by their ids, as `status` lists them",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<bool> All = new("--all") { Description = "Every dead letter" };

    public static Command Create()
    {
        var command = Verb.Create(
            "replay",
            "Reads dead letters afresh from VTE, maps them and sends what can be sent now.\n\n"
                + "  vtebridge replay 6f9619ff-8b86-d011-b42d-00c04fc964ff\n  vtebridge replay --all",
            RunAsync,
            json: true,
            All
        );
        command.Add(Ids);
        return command;
    }

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        await using var parts = call.Compose(options);
        using var single = StateLock.Take(options.State.Folder);
        var ids = Chosen(call, parts.DeadLetters);
        var schema = await parts.SchemaAsync(stop);
        var window = await parts.WindowAsync(stop);
        var (journal, destination, summary) = (
            parts.Journal,
            parts.Destination(),
            new SyncSummary(parts.Time.GetUtcNow())
        );
        var lookup = parts.Lookup(schema, journal);
        var settlement = parts.Settlement(journal, force: true);
        foreach (var id in ids)
        {
            var found = await lookup.FindAsync(id, window, stop);
            if (found.Count == 0 && parts.DeadLetters.Find(id.ToString()) is null)
                throw new UsageFailure(
                    $"There is no dead letter {id}, and VTE has no run of this id. 'vtebridge status' lists the dead letters."
                );
            if (found.Count == 0)
                call.Terminal.Note(
                    $"{id}: VTE does not have it any more; its dead letter stays. Delete the file in '{parts.DeadLetters.Folder}' when it is settled."
                );
            else if (found[^1].Defer is { } why)
                call.Terminal.Note($"{id}: deferred, {why}");
            else if (!settlement.Settle(found[^1], destination, summary))
                break;
        }
        settlement.Flush();
        await parts.Receipts(journal).TakeAsync(destination, summary, () => { }, stop);
        return Report(call, ids.Count, summary);
    }

    private static IReadOnlyList<Guid> Chosen(Invocation call, DeadLetters deadLetters)
    {
        var ids = call.Parsed.GetValue(Ids) ?? [];
        if (call.Parsed.GetValue(All) == ids.Length > 0)
            throw new UsageFailure("Name the dead letters to replay, or say --all. 'vtebridge status' lists them.");
        return ids.Length > 0 ? ids : [.. deadLetters.Ids()];
    }

    private static int Report(Invocation call, int asked, SyncSummary s)
    {
        call.Terminal.Note(
            $"{asked} replayed: {s.Accepted} accepted, {s.Queued} queued, {s.Excluded} excluded, {s.DeadLetters} still dead letters"
        );
        if (s.DestinationTrouble is { } trouble)
            call.Terminal.Error(trouble);
        if (call.Json)
            Invocation.WriteJson(
                new
                {
                    replayed = asked,
                    delivered = new { accepted = s.Accepted, queued = s.Queued },
                    excluded = s.Excluded,
                    deadLetters = s.DeadLetters,
                    exitCode = s.ExitCode,
                }
            );
        return s.ExitCode;
    }
}
