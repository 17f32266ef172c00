using System.Collections.Concurrent;
using System.Diagnostics;
using VteBridge.Delivery;

namespace VteBridge.Sync;

/// <summary>
/// What becomes of a report, as a trace: sync cycle → page → report → receipt. Any listener can follow; without one nothing is
/// made. Reports are named by their ids only: neither serials nor names.
/// </summary>
internal static class SyncTracing
{
    public const string SourceName = "VteBridge";

    /// <summary>Reports whose receipt is still to come. When there are more, the oldest cycles' receipts stand alone.</summary>
    private const int MostAwaited = 10_000;

    private static readonly ActivitySource Source = new(SourceName, ProgramInfo.Version);
    private static readonly ConcurrentDictionary<Guid, ActivityContext> Awaited = new();

    /// <summary>A failure, until <see cref="End"/> says otherwise.</summary>
    public static Activity? Cycle() => Source.StartActivity("sync cycle")?.SetStatus(ActivityStatusCode.Error);

    public static void End(Activity? cycle, SyncSummary summary) =>
        cycle
            ?.SetStatus(summary.DestinationTrouble is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error)
            .SetTag("vtebridge.exit.code", summary.ExitCode);

    public static Activity? Page(Walk walk) =>
        Source.StartActivity("page")?.SetTag("vtebridge.source", walk.Source.Name);

    public static Activity? Report(Candidate candidate)
    {
        if (Source.StartActivity("report") is not { } span)
            return null;
        if (Awaited.Count >= MostAwaited)
            Awaited.Clear();
        Awaited[candidate.Id] = span.Context;
        return span.SetTag("vtebridge.report.id", candidate.Id).SetTag("vtebridge.report.kind", $"{candidate.Kind}");
    }

    /// <param name="queuedAt">Null: not known.</param>
    public static void Receipt(Receipt receipt, DateTimeOffset? queuedAt)
    {
        if (!Source.HasListeners())
            return;
        var parent = Awaited.TryRemove(receipt.Id, out var report) ? report : Activity.Current?.Context ?? default;
        using var span = Source.StartActivity("receipt", ActivityKind.Internal, parent, startTime: queuedAt ?? default);
        span?.SetTag("vtebridge.report.id", receipt.Id).SetTag("vtebridge.outcome", $"{receipt.Outcome}");
    }
}
