using Swarm.Domain.Stores;
using Swarm.TestSupport;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Which server a contract suite runs against, and what that server lacks of its store's powers.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ServerAttribute(params string[] programs) : Attribute
{
    /// <summary>Without one of them all tests are skipped.</summary>
    public string[] Programs { get; } = programs;

    /// <summary>Tests that need one of these are skipped.</summary>
    public StorePowers Lacks { get; init; }
}

/// <summary>A test of the contract: skipped, with a message, where the suite's server is not installed or lacks a power that it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Swarm.Stores.Tests.Contract.ContractDiscoverer", "Swarm.Stores.Tests")]
public sealed class ContractFactAttribute(StorePowers needs = StorePowers.None) : FactAttribute
{
    public StorePowers Needs { get; } = needs;
}

public sealed class ContractDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact) =>
        new ContractCase(DiagnosticMessageSink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method);
}

public sealed class ContractCase : XunitTestCase
{
    [Obsolete("for the runner alone")]
    public ContractCase()
    {
    }

    public ContractCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var server = TestMethod.TestClass.Class.GetCustomAttributes(typeof(ServerAttribute)).FirstOrDefault();
        if (server is null) return base.GetSkipReason(factAttribute);
        var lacking = server.GetNamedArgument<StorePowers>(nameof(ServerAttribute.Lacks)) & factAttribute.GetNamedArgument<StorePowers>(nameof(ContractFactAttribute.Needs));
        return Missing.Program(server.GetNamedArgument<string[]>(nameof(ServerAttribute.Programs))) ?? (lacking == 0 ? null : $"this server lacks {lacking}");
    }
}
