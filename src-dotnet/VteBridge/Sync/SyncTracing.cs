using System.Collections.Concurrent;
using System.Diagnostics;
using VteBridge.Delivery;

namespace VteBridge.Sync;

/// <summary>
/// Traces for OpenTelemetry: sync cycle → page → report → receipt. Any listener can follow them; without one no spans are made.
/// Reports are named by their ids only, without serials or names.
/// </summary>
internal static class SyncTracing
{
    public const string SourceName = "VteBridge";

    /// <summary>
    /// The most reports that may await a receipt. Beyond that the earlier ones are forgotten, and their receipts have no report as
    /// parent.
    /// </summary>
    private const int MostAwaited = 10_000;

    private static readonly ActivitySource Source = new(SourceName, ProgramInfo.Version);
    private static readonly ConcurrentDictionary<Guid, ActivityContext> Awaited = new();

    /// <summary>Starts the span of a cycle. It counts as failed until <see cref="End"/> sets the status.</summary>
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

    /// <param name="queuedAt">When the report was queued; null when that is not known.</param>
    public static void Receipt(Receipt receipt, DateTimeOffset? queuedAt)
    {
        if (!Source.HasListeners())
            return;
        var parent = Awaited.TryRemove(receipt.Id, out var report) ? report : Activity.Current?.Context ?? default;
        using var span = Source.StartActivity("receipt", ActivityKind.Internal, parent, startTime: queuedAt ?? default);
        span?.SetTag("vtebridge.report.id", receipt.Id).SetTag("vtebridge.outcome", $"{receipt.Outcome}");
    }
}
