using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>A cycle's end in one line.</summary>
internal static class CycleText
{
    public static string Line(CycleEnd end) =>
        end is { Trouble: { } trouble, RunsRead: 0, RepairsRead: 0 } ? trouble
        : end.Trouble is { } also ? $"{Counts(end)}. {also}"
        : Counts(end);

    public static string Counts(CycleEnd end) =>
        $"{end.RunsRead} runs and {end.RepairsRead} repairs read ({end.Unchanged} unchanged, {end.Deferred} deferred, {end.Future} in the future, {end.Excluded} excluded), "
        + $"{end.Accepted} accepted, {end.Queued} queued, {end.Rejected} rejected, {end.DeadLetters} dead letters; "
        + $"checkpoint {end.Checkpoint?.ToString("yyyy-MM-dd HH:mm:ss.fff") ?? "none"}; {end.Elapsed.TotalSeconds:0.0} s"
        + (
            end.Cost is { } cost
                ? $"; of the server {cost.Cpu.TotalSeconds:0.00} s CPU, {cost.LogicalReads} logical reads, {cost.Rows} rows"
                : ""
        );
}
