using VteBridge.State;

namespace VteBridge.Reconcile;

/// <summary>What became of the runs of one testplan on one day of VTE's.</summary>
internal sealed record ReconcileCount(DateOnly Day, string Testplan)
{
    /// <summary>Runs (or repairs) that VTE has.</summary>
    public int InVte { get; set; }

    /// <summary>That the journal has as accepted or queued, with this content.</summary>
    public int Delivered { get; set; }

    /// <summary>That WATS holds (without WATS: that the journal has as accepted).</summary>
    public int Accepted { get; set; }

    /// <summary>That should be there and are not.</summary>
    public int Missing { get; set; }

    /// <summary>That are there with another verdict, or were delivered with another content.</summary>
    public int Different { get; set; }

    /// <summary>That could not be mapped or were refused: they are dead letters.</summary>
    public int DeadLetters { get; set; }

    public int Excluded { get; set; }

    /// <summary>Not complete yet, or in the future.</summary>
    public int Deferred { get; set; }

    /// <summary>Of Missing and Different, those that were sent again.</summary>
    public int Repaired { get; set; }
}
