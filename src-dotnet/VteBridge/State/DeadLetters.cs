using System.Text.Json;
using Microsoft.Extensions.Logging;
using VteBridge.Hosting;

namespace VteBridge.State;

/// <summary>`state/dead-letters`: one file for each report that needs a person.</summary>
internal sealed class DeadLetters(string stateFolder, ILogger<DeadLetters> log)
{
    public string Folder { get; } = Path.Combine(stateFolder, "dead-letters");

    public int Count => Files().Count();

    /// <exception cref="IOException">It is not there; the run must not be counted as settled.</exception>
    public void Add(DeadLetter letter)
    {
        Directory.CreateDirectory(Folder);
        AtomicFile.Write(
            PathOf(letter.Id),
            JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJson.Default.DeadLetter)
        );
        Milestone.Pass("dead letter recorded");
    }

    /// <summary>The report has been delivered after all.</summary>
    public void Remove(string id)
    {
        if (Has(id))
            File.Delete(PathOf(id));
    }

    public bool Has(string id) => File.Exists(PathOf(id));

    /// <summary>Of every dead letter, also of those that cannot be read.</summary>
    public IEnumerable<Guid> Ids() =>
        Files()
            .Select(f => Guid.TryParse(Path.GetFileNameWithoutExtension(f), out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty);

    /// <summary>Newest first. A file that cannot be read is reported and passed over.</summary>
    public IEnumerable<DeadLetter> All() =>
        Files().OrderByDescending(File.GetLastWriteTimeUtc).Select(Read).OfType<DeadLetter>();

    public DeadLetter? Find(string id) => Has(id) ? Read(PathOf(id)) : null;

    private IEnumerable<string> Files() => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.json") : [];

    private static bool IsOf(string path, string? id) =>
        Guid.TryParse(id, out var named) && Path.GetFileNameWithoutExtension(path) == named.ToString();

    private string PathOf(string id) => Path.Combine(Folder, Guid.Parse(id) + ".json");

    private DeadLetter? Read(string path)
    {
        try
        {
            var letter = JsonSerializer.Deserialize(File.ReadAllBytes(path), DeadLetterJson.Default.DeadLetter);
            return letter is { What: not null, Fix: not null, Kind: not null } && IsOf(path, letter.Id)
                ? letter
                : throw new JsonException("it is not a dead letter of this id");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(
                "The dead letter {File} cannot be read ({Error}); 'vtebridge replay' with its id still works",
                path,
                e.Message
            );
            return null;
        }
    }
}
