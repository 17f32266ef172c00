namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>Codes that are missing from the plant's code tables.</summary>
    internal const int UnknownFailureCode = 9999;
    internal const int UnknownActionCode = 99;

    internal static readonly Guid RepairedRun = Id(12, 1);

    /// <summary>
    /// Three failed runs of one serial. The third is later than <see cref="RepairBySerial"/>; the second is the one that was repaired.
    /// </summary>
    internal static readonly IReadOnlyList<Guid> RunsAroundRepair = Ids(12, 2, 3);
    internal static readonly Guid TwiceRepairedRun = Id(12, 5);
    internal static readonly Guid RunOfUnknownCodes = Id(12, 6);
    internal static readonly Guid RunOfBareRepair = Id(12, 7);
    internal static readonly Guid RunOfRepairWithoutTime = Id(12, 8);

    /// <summary>From here on the ids are those of rows in RepairData.</summary>
    internal static readonly Guid RepairOfRun = Id(12, 101);

    /// <summary>A repair whose Index_GUID is NULL but whose unit is known.</summary>
    internal static readonly Guid RepairBySerial = Id(12, 102);

    /// <summary>A repair with neither a run nor a unit.</summary>
    internal static readonly Guid RepairWithoutLink = Id(12, 103);

    /// <summary>A repair of a run and a unit that do not exist.</summary>
    internal static readonly Guid RepairOfDeletedRun = Id(12, 104);
    internal static readonly IReadOnlyList<Guid> TwoRepairs = Ids(12, 105, 2);
    internal static readonly Guid RepairOfUnknownCodes = Id(12, 107);

    /// <summary>A repair without actions, codes, step and comment.</summary>
    internal static readonly Guid BareRepair = Id(12, 108);

    /// <summary>A repair without a time; only its actions have one.</summary>
    internal static readonly Guid RepairWithoutTime = Id(12, 109);

    private static IEnumerable<OddRun> Repairs(OddRunBench bench)
    {
        var twice = bench.Failed(TwiceRepairedRun);
        var around = RunsAroundRepair.Select(bench.Failed).ToList();
        var (unit, second) = (around[0].Unit!, around[1].Run.Timestamp);
        return
        [
            Repaired(bench.Failed(RepairedRun), RepairOfRun),
            around[0],
            around[1].OfUnit(unit) with
            {
                Unit = null,
                Others =
                [
                    .. Repair(RepairBySerial, second.AddHours(1), null, unit.Id).Rows(),
                    .. Repair(RepairWithoutLink, second.AddHours(2), null, null).Rows(),
                    .. Repair(RepairOfDeletedRun, second.AddHours(3), Deleted, Deleted).Rows(),
                ],
            },
            around[2].OfUnit(unit) with
            {
                Unit = null,
            },
            twice.And(
                TwoRepairs.SelectMany(
                    (id, i) => Repair(id, twice.Run.Timestamp.AddHours(1 + i), twice.Run.Id, twice.Run.Uut).Rows()
                )
            ),
            Repaired(bench.Failed(RunOfUnknownCodes), RepairOfUnknownCodes, OfUnknownCodes),
            Repaired(
                bench.Failed(RunOfBareRepair),
                BareRepair,
                repair => new PlantRepair(repair.Id, repair.Timestamp) { Run = repair.Run }
            ),
            Repaired(
                bench.Failed(RunOfRepairWithoutTime),
                RepairWithoutTime,
                repair => repair with { Timestamp = null }
            ),
        ];
    }

    private static OddRun Repaired(OddRun odd, Guid id, Func<PlantRepair, PlantRepair>? change = null)
    {
        var repair = Repair(id, odd.Run.Timestamp.AddHours(1), odd.Run.Id, odd.Run.Uut);
        return odd.And((change?.Invoke(repair) ?? repair).Rows());
    }

    /// <summary>An ordinary repair of the second step, the one that fails in <see cref="OddRunBench.Failed"/>.</summary>
    internal static PlantRepair Repair(Guid id, DateTime at, Guid? run, Guid? uut) =>
        new(id, at)
        {
            Run = run,
            Uut = uut,
            UserName = "Åse Lindqvist",
            FailureCode = 201,
            StepNumber = 2,
            Comment = "Cold joint at U4, resoldered",
            Actions =
            [
                new(2, "U4", null, "Pin 3", at.AddMinutes(5)),
                new(1, "C118", "900-1180", null, at.AddMinutes(11)),
            ],
        };

    private static PlantRepair OfUnknownCodes(PlantRepair repair) =>
        repair with
        {
            FailureCode = UnknownFailureCode,
            Actions = [new(UnknownActionCode, "R7", null, null, repair.Timestamp), new(null, "R8", null, null, null)],
        };
}
