using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Doctor;

/// <summary>What our own folders show: destination, room, dead letters, journal.</summary>
internal sealed record Look(
    DestinationView Destination,
    IReadOnlyList<DiskView> Disks,
    DeadLettersView DeadLetters,
    JournalView Journal
);
