using System.CommandLine;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`replay`: reads dead letters again from VTE and maps them anew.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<Guid[]> Ids = new("id")
    {
        CustomParser = IdArgument.Many,
        Description = "Dead letters by their ids, as `status` lists them",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<bool> All = new("--all") { Description = "Every dead letter" };
    private static readonly Option<string?> Cause = new("--cause")
    {
        Description = "Every dead letter with this cause, as the status page names it",
        HelpName = "NAME",
    };
    private static readonly Option<bool> Forget = new("--forget")
    {
        Description = "Only remove the dead letters, because VTE no longer has them or they have been dealt with",
    };

    public static Command Create()
    {
        var command = VerbCommand.Create(
            "replay",
            "Reads the runs and repairs of dead letters from VTE again, maps them and sends what can be sent now.\n\n"
                + "  vtebridge replay 6f9619ff-8b86-d011-b42d-00c04fc964ff\n  vtebridge replay --cause no-serial\n  vtebridge replay --all",
            RunAsync,
            json: true,
            All,
            Cause,
            Forget
        );
        command.Add(Ids);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        await using var parts = call.Compose(options);
        using var single = InstanceLock.Take(options.State.Folder);
        var ids = Chosen(call, parts.Store);
        if (call.Parsed.GetValue(Forget))
        {
            if (ids.Where(id => parts.Store.FindDeadLetter(id) is null).ToList() is [var unknown, ..])
                throw new UsageFailure(
                    $"There is no dead letter {unknown}; none was removed. 'vtebridge status' lists them."
                );
            parts.Store.Record(new PageRecord { Delivered = ids });
            call.Terminal.Note($"{SummaryText.Count(ids.Count, "dead letter")} removed.");
            if (call.Json)
                CommandContext.WriteJson(new { forgotten = ids.Count, exitCode = ExitCode.Done });
            return ExitCode.Done;
        }
        var session = await parts.OpenAsync(stop);
        var walks = await WalksAsync(call, parts, session, ids, stop);
        var summary = await session
            .Cycle(new GivenWalks(walks))
            .RunAsync(session.Window, new Progress<CycleProgress>(), stop);
        return Report(call, ids.Count, summary);
    }

    private static async Task<IReadOnlyList<Walk>> WalksAsync(
        CommandContext call,
        Composition parts,
        SyncSession session,
        IReadOnlyList<Guid> ids,
        CancellationToken stop
    )
    {
        var walks = new List<Walk>();
        foreach (var id in ids)
        {
            if (await session.SingleReports().WalkToAsync(id, stop) is { } walk)
                walks.Add(walk);
            else if (parts.Store.FindDeadLetter(id) is null)
                throw new UsageFailure(
                    $"There is no dead letter {id}, and VTE has no run of this id. 'vtebridge status' lists the dead letters."
                );
            else
                call.Terminal.Note(
                    $"{id}: VTE does not have it any more; its dead letter stays. Remove it with 'vtebridge replay --forget {id}'."
                );
        }
        return walks;
    }

    private static IReadOnlyList<Guid> Chosen(CommandContext call, StateStore store)
    {
        var ids = call.Parsed.GetValue(Ids) ?? [];
        var cause = call.Parsed.GetValue(Cause);
        if (new[] { ids.Length > 0, cause is not null, call.Parsed.GetValue(All) }.Count(isChosen => isChosen) != 1)
            throw new UsageFailure(
                "Name the dead letters to replay, or one --cause, or use --all. 'vtebridge status' lists them."
            );
        if (ids.Length > 0)
            return ids;
        var found = store.DeadLetterIds(cause);
        if (cause is not null && found.Count == 0)
            call.Terminal.Note(
                $"No dead letter has the cause '{cause}'. Causes now: {string.Join(", ", store.DeadLetterCauses().Select(c => c.Cause).DefaultIfEmpty("none"))}."
            );
        return found;
    }

    private static int Report(CommandContext call, int asked, SyncSummary s)
    {
        call.Terminal.Note(
            $"{asked} replayed: {s.Accepted} accepted, {s.Queued} queued, {s.Excluded} excluded, {s.DeadLetters} still dead letters"
        );
        if (s.Trouble is { } trouble)
            call.Terminal.Error(trouble);
        if (call.Json)
            CommandContext.WriteJson(
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
