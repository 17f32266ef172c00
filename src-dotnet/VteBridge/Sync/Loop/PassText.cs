namespace VteBridge.Sync.Loop;

/// <summary>A pass's end in one line.</summary>
internal static class PassText
{
    public static string Line(PassEnd end) =>
        end is { Trouble: { } trouble, RunsRead: 0, RepairsRead: 0 } ? trouble
        : end.Trouble is { } also ? $"{Counts(end)}. {also}"
        : Counts(end);

    private static string Counts(PassEnd end) =>
        $"{end.RunsRead} runs and {end.RepairsRead} repairs read ({end.Unchanged} unchanged, {end.HeldBack} held back, {end.Future} in the future, {end.LeftOut} left out), "
        + $"{end.Accepted} accepted, {end.HandedOver} handed over, {end.Rejected} rejected, {end.DeadLetters} dead letters; {end.Elapsed.TotalSeconds:0.0} s";
}
