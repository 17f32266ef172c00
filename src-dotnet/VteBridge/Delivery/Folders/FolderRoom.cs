using VteBridge.Configuration;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Counts what waits in a folder destination. Looking through a folder of 100,000 files for each report would cost more than
/// the report: the folder is counted when it may have become full, and the drops since then are added.
/// </summary>
internal sealed class FolderRoom(string folder, FolderConvention convention, DeliveryOptions options)
{
    public const string ListFix = "Let this account list that folder.";

    private const int DropsBetweenDiskChecks = 100;

    private int? _waiting;
    private int _unchecked = DropsBetweenDiskChecks;

    public void Dropped()
    {
        _waiting++;
        _unchecked++;
    }

    /// <summary>Why no more reports fit in; a folder that cannot be looked at is none that takes reports.</summary>
    public string? Full()
    {
        try
        {
            return Waiting() ?? Disk();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{folder}' does not take files: {e.Message}";
        }
    }

    private string? Waiting()
    {
        if (convention.Waiting.Length > 0 && (_waiting is null || _waiting >= options.MaxWaiting))
        {
            if (Look().Waiting is var waiting && waiting >= options.MaxWaiting)
                return $"{waiting} reports wait in '{folder}' (Delivery:MaxWaiting is {options.MaxWaiting}). See why nobody takes them: 'vtebridge doctor'.";
        }
        return null;
    }

    private string? Disk()
    {
        if (_unchecked < DropsBetweenDiskChecks)
            return null;
        if (FreeMegabytes() is { } free && free < options.MinFreeMegabytes)
            return $"The disk of '{folder}' has {free} MB free (Delivery:MinFreeMegabytes is {options.MinFreeMegabytes}). Make room on it.";
        _unchecked = 0;
        return null;
    }

    /// <exception cref="DestinationFailure">The folder cannot be looked through.</exception>
    public DestinationState State()
    {
        try
        {
            return Look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DestinationFailure($"The files in '{folder}' cannot be listed: {e.Message} {ListFix}", e);
        }
    }

    private DestinationState Look()
    {
        int waiting = 0,
            taken = 0,
            errors = 0;
        DateTime? oldest = null;
        if (Directory.Exists(folder))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
                if (Ends(file.Name, convention.Waiting))
                {
                    waiting++;
                    var written = file.LastWriteTimeUtc;
                    oldest = oldest is null || written < oldest ? written : oldest;
                }
                else if (Ends(file.Name, convention.Taken))
                    taken++;
                else if (Ends(file.Name, convention.Failed))
                    errors++;
        _waiting = waiting;
        return new DestinationState(
            folder,
            waiting,
            taken + CountIn(convention.TakenFolders),
            errors + CountIn(convention.FailedFolders),
            oldest is { } o ? new DateTimeOffset(o, TimeSpan.Zero) : null
        );
    }

    /// <summary>Those of the named folders that are in a folder; their case is up to whoever makes them.</summary>
    private static IEnumerable<string> Within(string folder, string[] names) =>
        names.Length == 0 || !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateDirectories(folder)
                .Where(f => names.Contains(Path.GetFileName(f), StringComparer.OrdinalIgnoreCase));

    private int CountIn(string[] names) =>
        Within(folder, names)
            .Sum(f => Directory.EnumerateFiles(f).Count(file => Ends(Path.GetFileName(file), [convention.Fresh])));

    private static bool Ends(string name, string[] suffixes) =>
        suffixes.Any(s =>
            name.EndsWith(s, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParse(name.AsSpan(0, name.Length - s.Length), out _)
        );

    /// <summary>Null where it cannot be asked: a share without a drive letter, a folder that is away. Dropping will show whether it takes files.</summary>
    private long? FreeMegabytes()
    {
        try
        {
            convention.CreateFolder(folder);
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / (1024 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
