using BenchmarkDotNet.Running;
using VteBridge.Benchmarks.Children;
using VteBridge.Benchmarks.Harness;

// child TASK: one measured process, started by the harness. parts …: BenchmarkDotNet. Else the harness itself.
return args switch
{
    ["child", ..] => await Child.RunAsync(args[1]),
    ["parts", ..] => BenchmarkSwitcher.FromAssembly(typeof(Child).Assembly).Run(args[1..]).Any() ? 0 : 1,
    _ => Bench.Run(args),
};
