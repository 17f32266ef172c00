using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>What one nightly reconcile found of all its days.</summary>
internal sealed record NightStatus(
    DateOnly Night,
    DateOnly From,
    DateOnly To,
    DateTimeOffset CheckedAt,
    int InVte,
    long Differences,
    int ExitCode,
    string Text
)
{
    private const int Shown = 7;

    /// <summary>The last seven, oldest first.</summary>
    public static IReadOnlyList<NightStatus> Of(StateStore store)
    {
        List<List<NightRecord>> nights =
        [
            .. store.Nights().GroupBy(n => n.Night).OrderBy(g => g.Key).Select(g => g.ToList()),
        ];
        // Of the days that the night under way has not come to yet, the night before has the last word.
        if (nights is [.., var before, var now] && now.Count < before.Count)
            now.AddRange(before.Where(b => now.All(n => n.Day != b.Day)).ToList());
        return [.. nights.TakeLast(Shown).Select(Of)];
    }

    private static NightStatus Of(List<NightRecord> days)
    {
        var bad = days.Where(d => d.ExitCode != Core.ExitCode.Done).OrderBy(d => d.Day).ToList();
        return new NightStatus(
            days[0].Night,
            days.Min(d => d.Day),
            days.Max(d => d.Day),
            days.Max(d => d.CheckedAt),
            days.Sum(d => d.InVte),
            days.Sum(d => d.Differences),
            // What is proved to be wrong comes before what could not be asked.
            days.Max(d => d.ExitCode),
            bad.Count == 0 ? days[^1].Text : string.Join("; ", bad.Select(d => $"{d.Day:yyyy-MM-dd}: {d.Text}"))
        );
    }
}
