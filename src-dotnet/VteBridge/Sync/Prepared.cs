using System.Text;
using VteBridge.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>A decided candidate, mapped where the decision asks for it.</summary>
/// <param name="Mapped">Null where nothing is to be sent.</param>
/// <param name="Content">The report's bytes; empty where there is no report.</param>
/// <param name="Hash">SHA-256 of the bytes, or of the reason why there are none.</param>
internal sealed record Prepared(Decided Decided, Mapped? Mapped, ReadOnlyMemory<byte> Content, string Hash)
{
    public Candidate Candidate => Decided.Candidate;

    /// <summary>Maps what is to be sent. What could not be sent before and still looks the same is left as it is.</summary>
    /// <param name="version">The version of VteBridge that the report names; null: this one.</param>
    public static Prepared Of(Decided decided, IRowSource source, string? version = null)
    {
        if (decided.Candidate.Unreadable is { } row && decided.Decision.Kind == DecisionKind.DeadLetter)
            return new Prepared(decided, Unmappable.Of(row), default, decided.Candidate.Fingerprint!);
        if (decided.Decision.Kind is not (DecisionKind.Send or DecisionKind.TryAgain))
            return new Prepared(decided, null, default, decided.Known?.SentHash ?? "");
        var mapped = source.Map(decided.Candidate, version);
        var content = mapped is MappedReport report ? WsjfWriter.ToUtf8(report.Report) : default(ReadOnlyMemory<byte>);
        var hash = WsjfWriter.ContentHash(
            mapped switch
            {
                Unmappable problem => Encoding.UTF8.GetBytes(problem.What),
                ExcludedByConfiguration excluded => Encoding.UTF8.GetBytes(excluded.Why),
                _ => content.Span,
            }
        );
        if (decided.Decision.Kind == DecisionKind.TryAgain && decided.Known!.SentHash == hash)
            decided = decided with { Decision = new(DecisionKind.Adopt) };
        return new Prepared(decided, mapped, content, hash);
    }
}
