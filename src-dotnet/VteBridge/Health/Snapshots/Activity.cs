namespace VteBridge.Health.Snapshots;

/// <summary>What the program does at the moment.</summary>
internal enum Activity
{
    /// <summary>Nothing: it has ended, or makes single passes when called.</summary>
    Stopped,

    /// <summary>It waits for the next pass.</summary>
    Waiting,
    InPass,
}
