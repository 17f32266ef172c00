using System.Text;
using VteBridge.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>What a later cycle compares with, to see whether anything has changed: of the report's bytes, else of the reason why there is none.</summary>
internal static class CandidateHash
{
    public static string Of(Mapped mapped, ReadOnlySpan<byte> content) =>
        WsjfWriter.ContentHash(
            mapped switch
            {
                Unmappable problem => Encoding.UTF8.GetBytes(problem.What),
                ExcludedByConfiguration excluded => Encoding.UTF8.GetBytes(excluded.Why),
                _ => content,
            }
        );
}
