namespace VteBridge.State;

/// <summary>The files that VteBridge 0.1.0 left in a state folder, and where they are kept after their import.</summary>
internal static class LegacyFiles
{
    public static string Imported(string folder) => Path.Combine(folder, "imported-0.1.0");

    public static string Checkpoint(string folder) => Path.Combine(folder, "checkpoint.json");

    public static string Journal(string folder) => Path.Combine(folder, "journal");

    public static string DeadLetters(string folder) => Path.Combine(folder, "dead-letters");

    public static string Backfills(string folder) => Path.Combine(folder, "backfill");

    public static bool Exist(string folder) =>
        File.Exists(Checkpoint(folder))
        || Of(Journal(folder), "*.jsonl").Any()
        || Of(DeadLetters(folder), "*.json").Any()
        || Of(Backfills(folder), "*.json").Any();

    /// <summary>The files of a folder in the order of their names; none when the folder does not exist.</summary>
    public static IEnumerable<string> Of(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal) : [];

    /// <summary>Moves the files to a folder of their own, once the state store has imported them or existed before them.</summary>
    /// <exception cref="IOException">Some files were not moved; the next call moves the rest.</exception>
    public static void MoveAway(StateFiles files, ILogger log)
    {
        var folder = files.Folder;
        if (!Exist(folder))
            return;
        var target = Imported(folder);
        for (var number = 2; Directory.Exists(target) && IsTaken(folder, target); number++)
            target = $"{Imported(folder)}-{number}";
        OwnerOnly.CreateFolder(target);
        foreach (var path in All(folder).Where(p => File.Exists(p) || Directory.Exists(p)))
        {
            Directory.Move(path, Path.Combine(target, Path.GetFileName(path)));
            Milestone.Pass("file of 0.1.0 moved");
        }
        log.LogInformation(
            "The files that VteBridge 0.1.0 left in the state folder were moved to {Folder}; they are no longer needed",
            target
        );
    }

    private static bool IsTaken(string folder, string target) =>
        All(folder)
            .Any(p =>
                (File.Exists(p) || Directory.Exists(p)) && Path.Exists(Path.Combine(target, Path.GetFileName(p)))
            );

    private static string[] All(string folder) =>
        [Checkpoint(folder), Journal(folder), DeadLetters(folder), Backfills(folder)];
}
