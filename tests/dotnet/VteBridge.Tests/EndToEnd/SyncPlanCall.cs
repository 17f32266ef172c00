using VteBridge.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Asks for the plan of the next sync in this process.</summary>
internal static class SyncPlanCall
{
    public static Task<List<PlannedReport>> PlanAsync(Plant plant) =>
        plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(TestContext.Current.CancellationToken);
            return await session
                .PlanAsync(allSteps: true, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken);
        });
}
