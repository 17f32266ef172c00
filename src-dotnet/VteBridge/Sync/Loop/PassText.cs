namespace VteBridge.Sync.Loop;

/// <summary>A pass's end in one line.</summary>
internal static class PassText
{
    public static string Line(PassEnd end) =>
        end is { Trouble: { } trouble, RunsRead: 0, RepairsRead: 0 } ? trouble
        : end.Trouble is { } also ? $"{Counts(end)}. {also}"
        : Counts(end);

    public static string Counts(PassEnd end) =>
        $"{end.RunsRead} runs and {end.RepairsRead} repairs read ({end.Unchanged} unchanged, {end.HeldBack} held back, {end.Future} in the future, {end.LeftOut} left out), "
        + $"{end.Accepted} accepted, {end.HandedOver} handed over, {end.Rejected} rejected, {end.DeadLetters} dead letters; "
        + $"checkpoint {end.Checkpoint?.ToString("yyyy-MM-dd HH:mm:ss.fff") ?? "none"}; {end.Elapsed.TotalSeconds:0.0} s";
}
