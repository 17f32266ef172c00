namespace VteBridge.Simulator.Wats.Query;

internal enum HeaderFieldKind
{
    Text,
    Id,
    Number,
    Time,
}
