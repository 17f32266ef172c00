namespace VteBridge.Simulator.Wats;

/// <param name="Sha256">Of the body as received, lower-case hex.</param>
internal sealed record Refusal(string Sha256, IReadOnlyList<string> Reasons);
