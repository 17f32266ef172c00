using System.Security.Cryptography;
using System.Text;
using VteBridge.Mapping;

namespace VteBridge.Sync;

/// <summary>What a later pass compares with, to see whether anything has changed: of the report's bytes, else of the reason why there is none.</summary>
internal static class CandidateHash
{
    public static string Of(Mapped mapped, ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(
            mapped switch
            {
                MappingProblem problem => SHA256.HashData(Encoding.UTF8.GetBytes(problem.What)),
                LeftOut leftOut => SHA256.HashData(Encoding.UTF8.GetBytes(leftOut.Why)),
                _ => SHA256.HashData(content),
            }
        );
}
