using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using VteBridge.Hosting;

namespace VteBridge.Tests.Architecture;

/// <summary>The folders of the product are layers: each may use only the folders that are allowed here, without exemptions.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Flow = ["Vte", "Wsjf", "State", "Mapping", "Delivery", "Sync"];

    /// <summary>The folders that each folder may use, besides itself and Core.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Core"] = [],
        ["Configuration"] = [],
        ["Vte"] = ["Configuration"],
        ["Wsjf"] = ["Configuration"],
        ["State"] = ["Configuration"],
        ["Mapping"] = ["Configuration", "Vte", "Wsjf"],
        ["Delivery"] = ["Configuration", "Wsjf", "State"],
        ["Sync"] = ["Configuration", "Vte", "Wsjf", "State", "Mapping", "Delivery"],
        ["Backfill"] = ["Configuration", .. Flow],
        ["Export"] = ["Configuration", .. Flow],
        ["Reconcile"] = ["Configuration", .. Flow],
        ["Monitoring"] = ["Configuration", .. Flow],
        ["Doctor"] = ["Configuration", "Monitoring", .. Flow],
        ["Hosting"] = ["Configuration", "Monitoring", "Doctor", "Backfill", "Export", "Reconcile", .. Flow],
        ["Setup"] = ["Configuration", "Doctor", "Hosting", .. Flow],
        ["Cli"] =
        [
            "Configuration",
            "Monitoring",
            "Doctor",
            "Backfill",
            "Export",
            "Reconcile",
            "Hosting",
            "Setup",
            .. Flow,
        ],
    };

    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader()
        .LoadAssemblies(typeof(Composition).Assembly)
        .Build();

    private static readonly ILookup<string, IType> Folders = Product
        .Types.Where(t => FolderOf(t) is not null)
        .ToLookup(t => FolderOf(t)!);

    [Fact]
    public void The_types_of_every_folder_are_seen()
    {
        Assert.Equal(MayKnow.Keys.Order(), Folders.Select(f => f.Key).Order());
        Assert.All(Folders, folder => Assert.True(folder.Count() >= 2, $"{folder.Key}: {folder.Count()} types"));
        // Checks that dependencies are found at all: the composition root uses VTE's reader.
        Assert.Contains("Vte", KnownBy("Hosting").Select(k => k.Folder));
    }

    [Fact]
    public void Every_arrow_points_the_allowed_way()
    {
        var wrong =
            from folder in MayKnow.Keys
            from known in KnownBy(folder)
            where known.Folder != "Core" && !MayKnow[folder].Contains(known.Folder)
            select $"{known.Who} knows {known.Whom} ({known.Folder})";
        var all = string.Join('\n', wrong.Distinct());

        Assert.True(all == "", all);
    }

    /// <summary>Each folder may use only folders that are listed before it, so that the allowed dependencies have no cycle.</summary>
    [Fact]
    public void The_allowed_arrows_have_no_cycle()
    {
        var order = MayKnow.Keys.ToList();

        Assert.All(
            order,
            folder => Assert.All(MayKnow[folder], k => Assert.True(order.IndexOf(k) < order.IndexOf(folder)))
        );
    }

    private static IEnumerable<(string Folder, string Who, string Whom)> KnownBy(string folder) =>
        from type in Folders[folder]
        from dependency in type.Dependencies
        // The analysis treats all generic parameters in generated code as one type, whatever type declares them.
        where dependency.Target is not GenericParameter
        let known = FolderOf(dependency.Target)
        where known is not null && known != folder
        select (known, type.FullName, dependency.Target.FullName);

    private static string? FolderOf(IType type) =>
        type.Namespace?.FullName.Split('.') is ["VteBridge", var folder, ..] ? folder : null;
}
