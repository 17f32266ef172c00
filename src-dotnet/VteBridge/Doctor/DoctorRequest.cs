using System.Text.Json.Nodes;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>What `doctor` was asked, and what some checks find for others.</summary>
/// <param name="Sample">How many of the newest runs the profile reads; 0 for none.</param>
internal sealed record DoctorRequest(int Sample)
{
    /// <summary>One report of the sample, for WATS's own schema to check; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report { get; set; }

    /// <summary>Whether the sample has repairs, so that WATS must know what they are mapped to.</summary>
    public bool HasRepairs { get; set; }

    /// <summary>Null when it could not be read.</summary>
    public VteSchema? Schema { get; set; }

    /// <summary>A piece of configuration to be filled in; null when there is nothing to add.</summary>
    public JsonObject? Proposal { get; set; }
}
