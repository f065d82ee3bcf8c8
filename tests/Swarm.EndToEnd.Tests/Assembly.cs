// These tests start servers and count, kill and time a program: one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
