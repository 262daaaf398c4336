// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatclock.h"
#include "cli/whatsapp/chatsurvey.h"

#include <QBuffer>

#include <cstdlib>

using namespace linnet;
using namespace linnet::cli;

namespace {

void check(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

} // namespace

//! Whatever a file has in it, messages are texts that can be sent, of somebody, and times rise.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    QBuffer buffer(&text);
    check(buffer.open(QIODevice::ReadOnly));
    const auto survey = surveyChat(buffer, {.knownNames = {}, .order = {}, .today = {2030, 1, 1}});
    check(buffer.seek(0));
    ChatReader reader(buffer);
    ChatClock clock(survey ? survey->order : DateOrder::DayMonthYear, QTimeZone::utc());
    std::optional<Timestamp> last;
    while (const auto entry = reader.next()) {
        check(entry->text.isValidUtf16() && entry->text.size() <= ChatReader::MostText);
        check(!entry->text.contains(QChar(u'\0')) && !entry->attachment.contains(QChar(u'/')));
        check((entry->kind == ChatEntry::Kind::System) == entry->sender.isEmpty());
        if (!survey)
            continue;
        const Timestamp time = clock.next(entry->stamp);
        check(!last || time > *last);
        last = time;
    }
    return 0;
}
