using System.Security.Cryptography;
using VteBridge.State;

namespace VteBridge.Reconcile;

/// <summary>
/// Writes what a reconciliation found into one file for an auditor. The same facts give the same bytes, except for the signature.
/// The file appears under its final name complete or not at all.
/// </summary>
internal sealed class EvidenceWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ECDsa? _key;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="key">Signs the file and is disposed with this; null for a file without a signature.</param>
    /// <param name="head">The first line: what was looked at, and by what program.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public EvidenceWriter(string path, ECDsa? key, object head)
    {
        (_path, _key) = (path, key);
        // An existing temporary file is deleted first, because it may be a link to another file.
        File.Delete(path + AtomicFile.TemporarySuffix);
        _file = new FileStream(path + AtomicFile.TemporarySuffix, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Add(head);
    }

    public void Add(Compared run, Finding finding) =>
        Add(
            new
            {
                id = run.Id,
                kind = run.Kind,
                time = StateText.Raw(run.Timestamp),
                finding,
                outcome = run.Known?.Outcome,
                fingerprint = run.Fingerprint,
                sentFingerprint = run.IsChanged ? run.Known!.Fingerprint : null,
                sentHash = run.Known?.SentHash,
                program = run.Known?.Program,
            }
        );

    /// <summary>Writes the sums, the differences and the seal, and gives the file its final name.</summary>
    public void Finish(Reconciliation done)
    {
        foreach (var count in done.Counts)
            Add(count);
        foreach (var unread in done.Unread)
            Add(new { unread });
        foreach (var orphan in done.Orphans.Found)
            Add(new { orphan });
        foreach (var different in done.Deep?.Reports ?? [])
            Add(new { different });
        foreach (var yields in done.Yields ?? [])
            Add(new { yields });
        Add(
            new
            {
                result = done.Totals,
                deepCompared = done.Deep?.Compared,
                deepNotRead = done.Deep?.NotRead,
                headersNotRead = done.HeaderTrouble,
            }
        );
        var seal = EvidenceLine.Seal(_hash);
        _file.Write(seal);
        if (_key is not null)
            _file.Write(EvidenceLine.Signed(seal, _key));
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + AtomicFile.TemporarySuffix, _path, overwrite: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        _key?.Dispose();
        if (File.Exists(_path + AtomicFile.TemporarySuffix))
            File.Delete(_path + AtomicFile.TemporarySuffix);
    }

    private void Add(object line)
    {
        var bytes = EvidenceLine.Of(line);
        _hash.AppendData(bytes);
        _file.Write(bytes);
    }
}
