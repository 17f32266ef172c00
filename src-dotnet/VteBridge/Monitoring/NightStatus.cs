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

    private static NightStatus Of(IReadOnlyList<NightRecord> days)
    {
        (long Count, string What)[] found =
        [
            (days.Sum(d => d.Missing), "missing"),
            (days.Sum(d => d.Changed), "changed"),
            (days.Sum(d => d.Unread), "not read"),
            (days.Sum(d => d.Orphans), "orphaned"),
        ];
        var told = found.Where(f => f.Count > 0).Select(f => $"{f.Count} {f.What}").DefaultIfEmpty("no difference");
        var against = days.All(d => d.AskedWats) ? "" : " (with the state store only; WATS was not asked)";
        var trouble = days.Select(d => d.Trouble).FirstOrDefault(t => t is not null) is { } why
            ? $"; WATS could not be asked: {why}"
            : "";
        return new NightStatus(
            days[0].Night,
            days.Min(d => d.Day),
            days.Max(d => d.Day),
            days.Max(d => d.CheckedAt),
            days.Sum(d => d.InVte),
            days.Sum(d => d.Differences),
            // What is proved to be wrong comes before what could not be asked.
            days.Max(d => d.ExitCode),
            $"{string.Join(", ", told)} of {days.Sum(d => d.InVte)}{against}{trouble}"
        );
    }
}
