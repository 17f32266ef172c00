using VteBridge.Configuration;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Counts the reports that wait in a folder destination. Listing a folder of 100,000 files for each report would cost
/// more than the report. So the folder is listed only when it may be full; in between, new reports are added to the last
/// count.
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

    /// <summary>Why no more reports fit in; null when they do. A folder that cannot be read does not accept reports.</summary>
    public string? Full()
    {
        try
        {
            return Waiting() ?? Disk();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{folder}' cannot be written to: {e.Message}";
        }
    }

    private string? Waiting()
    {
        if (convention.Waiting.Length > 0 && (_waiting is null || _waiting >= options.MaxWaiting))
        {
            if (Look().Waiting is var waiting && waiting >= options.MaxWaiting)
                return $"{waiting} reports wait in '{folder}' (Delivery:MaxWaiting is {options.MaxWaiting}). 'vtebridge doctor' shows why they are not collected.";
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

    /// <exception cref="DestinationFailure">The folder cannot be listed.</exception>
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

    /// <summary>The subfolders with these names. Other programs create them, so their case is ignored.</summary>
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

    /// <summary>
    /// Null when it cannot be found out, as for a share without a drive letter or a missing folder. Writing a report will
    /// show whether it works.
    /// </summary>
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
