using System.Buffers.Binary;
using System.Security.Cryptography;
using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>Chooses so many reports at random, but the same ones for the same seed: those whose hash with the seed is lowest.</summary>
internal sealed class Sampler(int size, int seed)
{
    private readonly PriorityQueue<(Guid Id, ReportKind Kind, DateTime Timestamp), ulong> _highestFirst = new(
        Comparer<ulong>.Create((a, b) => b.CompareTo(a))
    );

    public IEnumerable<(Guid Id, ReportKind Kind, DateTime Timestamp)> Chosen =>
        _highestFirst.UnorderedItems.Select(item => item.Element);

    public void Add(Candidate candidate)
    {
        Span<byte> text = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(text, seed);
        candidate.Id.TryWriteBytes(text[4..], bigEndian: true, out _);
        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(text));
        var item = (candidate.Id, candidate.Kind, candidate.Position.Timestamp);
        if (_highestFirst.Count < size)
            _highestFirst.Enqueue(item, hash);
        else
            _highestFirst.EnqueueDequeue(item, hash);
    }
}
