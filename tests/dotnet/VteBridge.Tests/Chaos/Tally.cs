using System.Globalization;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// Counts what one kind of chaos did, and what was lost or came twice. Dispose writes the line that scripts/chaos and scripts/test add up,
/// also after the test has failed.
/// </summary>
internal sealed class Tally(string kind) : IDisposable
{
    public const string FileVariable = "VTEBRIDGE_CHAOS_TALLY";

    private static readonly Lock Gate = new();
    private readonly List<string> _found = [];
    private int _schedules;
    private int _kills;
    private int _faults;
    private int _reports;
    private int _lost;
    private int _duplicates;

    /// <summary>Adds the result of one schedule.</summary>
    /// <param name="lost">Everything that differs from the result of an undisturbed sync.</param>
    public void Add(
        string story,
        IReadOnlyCollection<string> lost,
        IReadOnlyCollection<string> duplicates,
        int reports = 0,
        int kills = 0,
        int faults = 0
    )
    {
        lock (Gate)
        {
            _schedules++;
            _kills += kills;
            _faults += faults;
            _reports += reports;
            _lost += lost.Count;
            _duplicates += duplicates.Count;
            if (lost.Count + duplicates.Count > 0)
                _found.Add(
                    string.Join("\n  ", lost.Concat(duplicates.Select(d => $"twice {d}")).Take(20).Prepend(story))
                );
        }
    }

    public void AssertNothingLostAndNothingTwice(int leastKills = 0)
    {
        Assert.True(_found.Count == 0, string.Join("\n", _found));
        Assert.True(_schedules > 0, $"{kind}: nothing was tried");
        Assert.True(_kills >= leastKills, $"{kind}: only {_kills} kills in {_schedules} schedules");
    }

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
            return;
        lock (Gate)
            File.AppendAllText(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind}\t{_schedules}\t{_kills}\t{_faults}\t{_reports}\t{_lost}\t{_duplicates}\n"
                )
            );
    }
}
