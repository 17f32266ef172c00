using VteBridge.Configuration;
using VteBridge.Doctor.Profile;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>What `doctor` was asked, and what some checks find for others.</summary>
/// <param name="Sample">How many of the newest runs the profile reads; 0 for none.</param>
internal sealed record DoctorRequest(int Sample)
{
    /// <summary>What the sample shows; null when there is none.</summary>
    public SiteProfile? Profile { get; set; }

    /// <summary>One report of the sample, for WATS's own schema to check; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report => Profile?.Report ?? default;

    /// <summary>Whether the sample has repairs, so that WATS must know what they are mapped to.</summary>
    public bool HasRepairs => Profile is { Repairs: > 0 };

    /// <summary>The failures that WATS has for repairs; empty when it was not asked or does not tell.</summary>
    public IReadOnlyList<MappingRepairCode> Failures { get; set; } = [];

    /// <summary>Null when it could not be read.</summary>
    public VteSchema? Schema { get; set; }
}
