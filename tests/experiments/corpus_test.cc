// gestalt corpus: what it takes from runs, what it finds wrong; and the corpus of this repository.
#include <gtest/gtest.h>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

constexpr const char* kSuite = "tasks/examples/grid";

/// A run over the examples that solves them all.
std::string make_run(const ScratchFolder& folder) {
  std::string run = folder.path("run.jsonl");
  EXPECT_EQ(run_gestalt({"bench", kSuite, "--steps", "100000", "--out", run}).status, 0);
  return run;
}

/// A corpus made of that.
std::string make_corpus(const ScratchFolder& folder) {
  const std::string run = make_run(folder);
  const std::string corpus = folder.path("corpus.txt");
  const Finished made = run_gestalt({"corpus", "update", corpus, run, "--suite", kSuite});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_NE(made.out.find("0 before"), std::string::npos) << made.out;
  return corpus;
}

TEST(CorpusTest, TakesWhatIsRightAndStaysTheSame) {
  const ScratchFolder folder;
  const std::string corpus = make_corpus(folder);
  const std::string before = read_file(corpus);
  EXPECT_GE(lines_of(before).size(), 4U) << before;
  const Finished again =
      run_gestalt({"corpus", "update", corpus, folder.path("run.jsonl"), "--suite", kSuite});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(read_file(corpus), before);
  const Finished checked = run_gestalt({"corpus", "check", corpus, "--suite", kSuite});
  EXPECT_EQ(checked.status, 0) << checked.out;
}

TEST(CorpusTest, SaysWhichStrategiesFindAProgram) {
  const ScratchFolder folder;
  const std::string corpus = make_corpus(folder);
  const std::string run = folder.path("enumerated.jsonl");
  EXPECT_EQ(
      run_gestalt({"bench", kSuite, "--strategies", "enumerate", "--steps", "100000", "--out", run})
          .status,
      0);
  EXPECT_EQ(run_gestalt({"corpus", "update", corpus, run, "--suite", kSuite}).status, 0);
  const std::string text = read_file(corpus);
  EXPECT_NE(text.find(" ; cells enumerate\n"), std::string::npos) << text;
  EXPECT_EQ(run_gestalt({"corpus", "check", corpus, "--suite", kSuite}).status, 0);
}

TEST(CorpusTest, SaysWhatIsMissingUntilAProgramComes) {
  const ScratchFolder folder;
  const std::string run = folder.path("short.jsonl");
  EXPECT_EQ(run_gestalt({"bench", kSuite, "--steps", "1", "--out", run}).status, 0);
  const std::string corpus = folder.path("corpus.txt");
  const auto update = [&](const std::string& from) {
    return run_gestalt({"corpus", "update", corpus, from, "--suite", kSuite}).status;
  };
  EXPECT_EQ(update(run), 0);
  std::string text = read_file(corpus);
  const std::string line = lines_of(text)[1];
  const std::string task = line.substr(0, line.find(' '));
  EXPECT_NE(line.find(task + " - nothing fits the pairs (steps"), std::string::npos) << line;
  // What a person has written stays, until there is a program.
  text.replace(text.find(line), line.size(), task + " - a better reason");
  folder.write("corpus.txt", text);
  EXPECT_EQ(update(run), 0);
  EXPECT_EQ(read_file(corpus), text);
  const Finished checked = run_gestalt({"corpus", "check", corpus, "--suite", kSuite});
  EXPECT_NE(checked.out.find("programs 0"), std::string::npos) << checked.out;
  make_run(folder);
  EXPECT_EQ(update(folder.path("run.jsonl")), 0);
  EXPECT_EQ(read_file(corpus).find("a better reason"), std::string::npos) << read_file(corpus);
  EXPECT_EQ(read_file(corpus).find("nothing fits"), std::string::npos) << read_file(corpus);
}

TEST(CorpusTest, NamesProgramsThatAreNotRight) {
  const ScratchFolder folder;
  const std::string corpus = make_corpus(folder);
  std::string text = read_file(corpus);
  const std::string task = lines_of(text)[1].substr(0, lines_of(text)[1].find(' '));
  const std::string wrong =
      folder.write("wrong.txt", task + " 8 (lambda (x) (shift (shift x @1,1) @7,7))\n");
  const Finished checked = run_gestalt({"corpus", "check", wrong, "--suite", kSuite});
  EXPECT_EQ(checked.status, 1) << checked.err;
  EXPECT_NE(checked.out.find(task + ": train[0] is not right"), std::string::npos) << checked.out;
  const std::string unread = folder.write("unread.txt", task + " 8 (lambda (x) (no_such x))\n");
  EXPECT_EQ(run_gestalt({"corpus", "check", unread, "--suite", kSuite}).status, 1);
}

TEST(CorpusTest, CostsAreThoseOfTheRecordsWhateverFoundThePrograms) {
  const ScratchFolder folder;
  const std::string run = folder.path("corpus-guided.jsonl");
  EXPECT_EQ(
      run_gestalt({"bench", kSuite, "--steps", "100000", "--guide", "corpus", "--out", run}).status,
      0);
  const std::string corpus = folder.path("guided.txt");
  EXPECT_EQ(run_gestalt({"corpus", "update", corpus, run, "--suite", kSuite}).status, 0);
  EXPECT_EQ(run_gestalt({"corpus", "check", corpus, "--suite", kSuite}).status, 0);
  std::string text = read_file(corpus);
  const std::string line = lines_of(text)[1];
  const std::string task = line.substr(0, line.find(' '));
  text.replace(text.find(line), line.size(),
               task + " 199" + line.substr(line.find(' ', task.size() + 1)));
  const std::string wrong = folder.write("wrong.txt", text);
  const Finished checked = run_gestalt({"corpus", "check", wrong, "--suite", kSuite});
  EXPECT_EQ(checked.status, 1);
  EXPECT_NE(checked.out.find(task + ": it costs "), std::string::npos) << checked.out;
}

TEST(CorpusTest, BadInputIsOneErrorWithItsPlace) {
  const ScratchFolder folder;
  const std::string bad = folder.write("bad.txt", "nonsense\n");
  const Finished checked = run_gestalt({"corpus", "check", bad, "--suite", kSuite});
  EXPECT_EQ(checked.status, 2);
  EXPECT_NE(checked.err.find("bad.txt:1"), std::string::npos) << checked.err;
  const std::string other = folder.write("other.txt", "no-such-task 8 (lambda (x) x)\n");
  const Finished unknown = run_gestalt({"corpus", "check", other, "--suite", kSuite});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_NE(unknown.err.find("no-such-task"), std::string::npos) << unknown.err;
}

TEST(CorpusTest, EveryProgramOfTheRepositoryIsRight) {
  if (run_gestalt({"tasks", "list", "arc-agi-1/training"}).status != 0) {
    GTEST_SKIP() << "no public data here; ./dev setup fetches it";
  }
  const Finished checked = run_gestalt({"corpus", "check", "tasks/corpus/arc-agi-1-training.txt"});
  EXPECT_EQ(checked.status, 0) << checked.out << checked.err;
}

TEST(CorpusTest, TheCountsInTheProgramAreThoseOfTheCorpus) {
  if (run_gestalt({"tasks", "list", "arc-agi-1/training"}).status != 0) {
    GTEST_SKIP() << "no public data here; ./dev setup fetches it";
  }
  const ScratchFolder folder;
  const std::string counts = folder.path("counts.inc");
  const Finished fitted =
      run_gestalt({"fit", "costs", "tasks/corpus/arc-agi-1-training.txt", "--out", counts});
  EXPECT_EQ(fitted.status, 0) << fitted.err;
  EXPECT_EQ(read_file(counts), read_file("synthesis/rank/corpus_counts.inc"));
}

TEST(CorpusTest, CountsSayHowWellOneHalfPredictsTheOther) {
  const ScratchFolder folder;
  const std::string corpus = make_corpus(folder);
  const Finished fitted = run_gestalt({"fit", "costs", corpus, "--suite", kSuite});
  EXPECT_EQ(fitted.status, 0) << fitted.err;
  EXPECT_NE(fitted.out.find("fitted on the other half"), std::string::npos) << fitted.out;
  const std::string unread = folder.write("unread.txt", "no-such-task 8 (lambda (x) x)\n");
  EXPECT_EQ(run_gestalt({"fit", "costs", unread, "--suite", kSuite}).status, 2);
}

}  // namespace
}  // namespace gestalt::experiments
