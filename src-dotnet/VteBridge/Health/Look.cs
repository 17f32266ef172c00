using VteBridge.Health.Snapshots;

namespace VteBridge.Health;

/// <summary>What our own folders show: outlet, room, dead letters, journal.</summary>
internal sealed record Look(
    OutletView Outlet,
    IReadOnlyList<DiskView> Disks,
    DeadLettersView DeadLetters,
    JournalView Journal
);
