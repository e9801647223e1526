#include "tasks/render.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "tasks/domains.h"
#include "tasks/palette.h"
#include "tasks/render_svg.h"
#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

const dsl::Raster kRaster{2, 3, {0, 1, 1, -1, 2, -1}};

Task picture_task() {
  return parse_task(R"({"train": [{"input": [[1,0],[0,2],[5,5]], "output": [[3]]},
                                  {"input": [[4]], "output": [[6,7],[8,9]]}],
                        "test": [{"input": [[0,1,2]]}]})",
                    "t", "")
      .value();
}

Task list_task() {
  return parse_task(R"({"domain": "list", "type": "int -> list int -> list int",
                        "train": [{"inputs": [2, [1, 2]], "output": [2, 4]}],
                        "test": [{"inputs": [3, []]}]})",
                    "t", "")
      .value();
}

std::string drawn(const Task& task, ColorMode mode, std::size_t columns) {
  return to_string(draw_task(**find_domain(task.domain()), task, mode, columns));
}

TEST(RenderTest, WithoutColorsACellIsADigit) {
  EXPECT_EQ(to_string(draw_raster(kRaster, ColorMode::kNone)), "011\n.2.\n");
}

TEST(RenderTest, With256ColorsARunOfCellsIsOneBackground) {
  EXPECT_EQ(to_string(draw_raster(kRaster, ColorMode::k256)),
            "\x1b[48;5;234m  \x1b[48;5;32m    \x1b[0m\n"
            "··\x1b[48;5;203m  \x1b[0m··\n");
}

TEST(RenderTest, WithTrueColorsTheBackgroundIsThePalette) {
  EXPECT_EQ(to_string(draw_raster(kRaster, ColorMode::kTrue)),
            "\x1b[48;2;28;28;28m  \x1b[48;2;0;116;217m    \x1b[0m\n"
            "··\x1b[48;2;255;65;54m  \x1b[0m··\n");
}

TEST(RenderTest, EveryPictureLineEndsWithoutColor) {
  for (int cell = -1; cell < 40; ++cell) {
    for (const ColorMode mode : {ColorMode::k256, ColorMode::kTrue}) {
      const Block block = draw_raster({1, 2, {3, cell}}, mode);
      const std::string& text = block.lines[0].text;
      EXPECT_EQ(block.width(), 4U);
      EXPECT_TRUE(text.ends_with("\x1b[0m") || (cell < 0 && text.ends_with("\x1b[0m··"))) << cell;
    }
  }
}

TEST(RenderTest, TaskShowsPairsSideBySideWithCaptions) {
  EXPECT_EQ(drawn(picture_task(), ColorMode::kNone, 100),
            "train 1    train 2    test 1  012 -> ?\n"
            "10 -> 3    4 -> 67\n"
            "02              89\n"
            "55\n");
  EXPECT_EQ(drawn(picture_task(), ColorMode::kNone, 10),
            "train 1\n"
            "10 -> 3\n"
            "02\n"
            "55\n"
            "\n"
            "train 2\n"
            "4 -> 67\n"
            "     89\n"
            "test 1  012 -> ?\n");
}

TEST(RenderTest, PairsFlowAsTheyFit) {
  const Task task = parse_task(R"({"train": [{"input": [[1],[2]], "output": [[3],[4]]},
                                             {"input": [[5],[6]], "output": [[7],[8]]},
                                             {"input": [[9],[0]], "output": [[1],[2]]}],
                                   "test": [{"input": [[3],[4]]}]})",
                               "t", "")
                        .value();
  EXPECT_EQ(drawn(task, ColorMode::kNone, 19),
            "train 1    train 2\n"
            "1 -> 3     5 -> 7\n"
            "2    4     6    8\n"
            "\n"
            "train 3    test 1\n"
            "9 -> 1     3 -> ?\n"
            "0    2     4\n");
  EXPECT_EQ(drawn(task, ColorMode::kNone, 17).substr(0, 8), "train 1\n");
}

TEST(RenderTest, ValuesWithoutPicturesAreText) {
  EXPECT_EQ(drawn(list_task(), ColorMode::kTrue, 100),
            "train 1  2  [1 2] -> [2 4]\n"
            "test 1  3  [] -> ?\n");
}

TEST(RenderTest, ListOfPicturesIsDrawnSideBySide) {
  const dsl::Domain& domain = domains().front();
  const dsl::Type& type = domain.task_type.result();
  const dsl::RasterForm& form = *domain.find_type(type.name())->raster;
  dsl::Arena arena;
  const std::vector<dsl::Value> pictures{form.from_raster(arena, {2, 1, {1, 2}}),
                                         form.from_raster(arena, {1, 2, {3, 4}})};
  const dsl::Value list = dsl::make_list(arena, pictures);
  EXPECT_EQ(to_string(draw_value(domain, dsl::list_of(type), list, ColorMode::kNone)),
            "1  34\n2\n");
  const dsl::Value empty = dsl::make_list(arena, {});
  EXPECT_EQ(to_string(draw_value(domain, dsl::list_of(type), empty, ColorMode::kNone)), "[]\n");
}

TEST(RenderTest, ColorsFollowTheTerminal) {
  const auto mode = [](bool terminal, const char* no_color, const char* term, const char* color) {
    return color_mode_of({terminal, no_color, term, color});
  };
  EXPECT_EQ(mode(true, "", "xterm-256color", "truecolor"), ColorMode::kTrue);
  EXPECT_EQ(mode(true, "", "xterm", "24bit"), ColorMode::kTrue);
  EXPECT_EQ(mode(true, "", "xterm-256color", ""), ColorMode::k256);
  EXPECT_EQ(mode(true, "1", "xterm-256color", "truecolor"), ColorMode::kNone);
  EXPECT_EQ(mode(true, "", "dumb", "truecolor"), ColorMode::kNone);
  EXPECT_EQ(mode(true, "", "", ""), ColorMode::kNone);
  EXPECT_EQ(mode(false, "", "xterm-256color", "truecolor"), ColorMode::kNone);
}

TEST(RenderTest, PipesHaveNoColorsAndAUsualWidth) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_EQ(detect_color_mode(ends[1]), ColorMode::kNone);
  EXPECT_EQ(terminal_columns(ends[1]), 100U);
  close(ends[0]);
  close(ends[1]);
}

TEST(RenderSvgTest, RasterIsOnePathAColorAndTheLines) {
  const SvgBlock block = svg_raster(kRaster);
  EXPECT_EQ(block.width, 61);
  EXPECT_EQ(block.height, 41);
  EXPECT_EQ(block.body,
            "<path fill=\"#000000\" d=\"M0 0h20v20h-20z\"/>"
            "<path fill=\"#0074d9\" d=\"M20 0h40v20h-40z\"/>"
            "<path fill=\"#ff4136\" d=\"M20 20h20v20h-20z\"/>"
            "<path stroke=\"#666\" stroke-width=\"0.5\" "
            "d=\"M0 0h60M0 20h60M0 40h60M0 0v40M20 0v40M40 0v40M60 0v40\"/>");
}

TEST(RenderSvgTest, TaskIsOneSelfContainedDocument) {
  for (const Task& task : {picture_task(), list_task()}) {
    const SvgBlock block = svg_task(**find_domain(task.domain()), task);
    const std::string text = to_svg(block);
    EXPECT_TRUE(text.starts_with(
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\"",
                    block.width + 16, block.height + 16)));
    EXPECT_TRUE(text.ends_with("</svg>\n"));
    EXPECT_NE(text.find(">train 1</text>"), std::string::npos);
    EXPECT_NE(text.find(">test 1</text>"), std::string::npos);
    EXPECT_NE(text.find(">?</text>"), std::string::npos);
    EXPECT_EQ(text.find("href"), std::string::npos);
    std::size_t opened = 0;
    std::size_t closed = 0;
    for (std::size_t at = 0; (at = text.find("<g ", at)) != std::string::npos; ++at) ++opened;
    for (std::size_t at = 0; (at = text.find("</g>", at)) != std::string::npos; ++at) ++closed;
    EXPECT_EQ(opened, closed);
  }
}

TEST(RenderSvgTest, TextIsEscaped) {
  EXPECT_NE(svg_text("a<b>&\"\x01").body.find(">a&lt;b&gt;&amp;&quot; </text>"), std::string::npos);
}

}  // namespace
}  // namespace gestalt::tasks
