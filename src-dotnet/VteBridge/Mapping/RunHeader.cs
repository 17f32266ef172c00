using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>What the report of a run and the reports of its repairs have in common. Texts fit for WATS.</summary>
internal sealed record RunHeader(
    string Serial,
    string PartNumber,
    string PartNumberSource,
    string Revision,
    string RevisionSource,
    Process Process,
    string Station,
    string StationSource,
    string Location,
    VteTime Start
);

/// <summary>A process of WATS; Name only where the configuration gives it.</summary>
internal sealed record Process(int Code, string? Name);
