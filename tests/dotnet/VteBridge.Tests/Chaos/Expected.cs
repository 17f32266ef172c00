using System.Security.Cryptography;
using VteBridge.State;

namespace VteBridge.Tests.Chaos;

/// <summary>The expected result: the SHA-256 of each report's content, and the ids of the dead letters.</summary>
internal sealed record Expected(IReadOnlyDictionary<string, string> Reports, IReadOnlySet<string> DeadLetters)
{
    private const int IdLength = 36;

    public static Expected Read(WorkFolder folder) =>
        new(
            Files(folder.Destination)
                .GroupBy(IdOf)
                .ToDictionary(g => g.Key, g => HashOf(g.MaxBy(File.GetLastWriteTimeUtc)!)),
            LettersOf(folder)
        );

    /// <summary>Report files in any state; temporary files and files with other names are ignored.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder)
                .Where(f =>
                    Guid.TryParse(IdOf(f), out _)
                    && !f.EndsWith(".tmp", StringComparison.Ordinal)
                    && !f.EndsWith(".info", StringComparison.Ordinal)
                )
            : [];

    public static string IdOf(string path) =>
        Path.GetFileName(path) is { Length: >= IdLength } name ? name[..IdLength] : "";

    public static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static HashSet<string> LettersOf(WorkFolder folder)
    {
        using var store = StateStore.OpenReadOnly(folder.State);
        return [.. store.DeadLetterIds().Select(id => id.ToString())];
    }

    /// <summary>Reports and dead letters that are missing in the state store; `reconcile` would report them as missing.</summary>
    public IReadOnlyList<string> Forgotten(WorkFolder folder)
    {
        using var store = StateStore.OpenReadOnly(folder.State);
        var known = store.Reports(DateTime.MinValue, DateTime.MaxValue).Select(r => r.Id.ToString()).ToHashSet();
        return [.. Reports.Keys.Concat(DeadLetters).Except(known).Select(id => $"forgotten {id}")];
    }

    /// <summary>Fails with the ids that are missing, unexpected or different.</summary>
    public void AssertSame(Expected actual)
    {
        Assert.NotEmpty(Reports);
        Assert.Equal([], Differences(actual));
    }

    public IReadOnlyList<string> Differences(Expected actual) =>
        [
            .. Reports.Keys.Except(actual.Reports.Keys).Select(id => $"lost {id}"),
            .. actual.Reports.Keys.Except(Reports.Keys).Select(id => $"should not be there {id}"),
            .. Reports
                .Where(r => actual.Reports.TryGetValue(r.Key, out var hash) && hash != r.Value)
                .Select(r => $"other content {r.Key}"),
            .. DeadLetters.Except(actual.DeadLetters).Select(id => $"no dead letter {id}"),
            .. actual.DeadLetters.Except(DeadLetters).Select(id => $"dead letter too many {id}"),
        ];
}
