namespace VteBridge.Simulator.Vte.Plant;

internal static class MasterProducts
{
    /// <summary>The last product has no part number, as happens where only the type is kept.</summary>
    internal static IReadOnlyList<PlantProduct> Of(PlantRandom ids, IReadOnlyList<PlantTestplan> testplans)
    {
        return
        [
            Product(
                "Power Supply Unit",
                "PSU-240",
                "B",
                "100-2401-03",
                "240 W, DIN rail",
                [
                    [0, 1],
                ]
            ),
            Product(
                "Motor Drive Controller",
                "MDC-55",
                "C2",
                "100-0551-07",
                null,
                [
                    [2, 3],
                ]
            ),
            Product(
                "Radio Modem 868",
                "RM-868",
                "A4",
                "100-8680-01",
                "EU and US bands",
                [
                    [4],
                    [5],
                ]
            ),
            Product(
                "Insulation Monitor",
                "IM-10",
                "A",
                "100-1000-02",
                null,
                [
                    [6],
                ]
            ),
            Product(
                "Charging Station",
                "CS-22",
                "D",
                "200-2200-11",
                "22 kW, type 2",
                [
                    [7],
                ]
            ),
            Product(
                "Field Gateway",
                "FG-3",
                "B1",
                null,
                null,
                [
                    [8],
                ]
            ),
        ];

        PlantProduct Product(
            string name,
            string type,
            string version,
            string? partNumber,
            string? notes,
            int[][] routes
        ) =>
            new(
                ids.NextGuid(),
                name,
                type,
                version,
                partNumber,
                notes,
                [.. routes.Select(route => route.Select(plan => testplans[plan]).ToList())]
            );
    }
}
