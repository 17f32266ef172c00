namespace VteBridge.Monitoring.Snapshots;

/// <summary>Room on the disk of one of our folders; null where it cannot be told.</summary>
internal sealed record DiskView(string Use, string Folder, long? FreeMegabytes);
