using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VteBridge.Simulator.Wats;

/// <summary>The last refused submissions with their reasons; at most 100.</summary>
internal sealed class Refusals
{
    private const int Kept = 100;
    private readonly ConcurrentQueue<Refusal> _last = new();

    public IReadOnlyList<Refusal> Last => [.. _last];

    public void Add(ReadOnlyMemory<byte> body, IReadOnlyList<string> reasons)
    {
        _last.Enqueue(new(Convert.ToHexStringLower(SHA256.HashData(body.Span)), reasons));
        while (_last.Count > Kept && _last.TryDequeue(out _)) { }
    }
}

/// <param name="Sha256">Of the body as received, lower-case hex.</param>
internal sealed record Refusal(string Sha256, IReadOnlyList<string> Reasons);
