// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sessionwatch.h"

#include "cli/commands/invocation.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

const Table Shown{u"SessionNews"_s,
                  {
                      {u"TIME"_s, u"at"_s, As::Time, Show::Always, 19},
                      {u"WHAT"_s, u"what"_s, As::Text, Show::Always, 10},
                      {u"ID"_s, u"session.id"_s, As::Text, Show::Wide, 18},
                      {u"USER"_s, u"session.user.name"_s, As::Text, Show::Always, 14},
                      {u"USER ID"_s, u"session.user.id"_s, As::Text, Show::Wide, 18},
                      {u"DEVICE"_s, u"session.device"_s, As::Text, Show::Always, 12},
                      {u"CLIENT"_s, u"session.client"_s, As::Text, Show::Wide, 16},
                      {u"ADDRESS"_s, u"session.address"_s, As::Text, Show::Always, 15},
                      {u"BY"_s, u"session.endedBy"_s, As::Text, Show::Always, 8},
                      {u"WHY"_s, u"session.endedWhy"_s, As::Text, Show::Always, 10},
                  },
                  u"session.id"_s};

//! \return the data of an event in the stream, if \p line has it: events of ours have one line.
std::optional<QJsonObject> dataOf(QByteArrayView line)
{
    constexpr QByteArrayView Field = "data: ";
    if (!line.startsWith(Field))
        return std::nullopt;
    return QJsonDocument::fromJson(line.sliced(Field.size()).toByteArray()).object();
}

//! \return whether \p news say of how many sessions nothing is told.
bool isGap(const QJsonObject &news)
{
    return news["what"_L1] == "missed"_L1;
}

QString gapWarning(const QJsonObject &gap)
{
    return u"%1 sessions began or ended, too many at once to be shown: list them with linnetctl "
           "session list or session history."_s.arg(gap["count"_L1].toInteger());
}

} // namespace

Declaration SessionWatch::declaration()
{
    return {.name = u"session watch"_s,
            .summary = u"Show sign-ins, sign-outs and revocations as they happen."_s,
            .examples = {u"linnetctl session watch"_s, u"linnetctl session watch -o json"_s,
                         u"linnetctl --local session watch -o wide"_s}};
}

Result<> SessionWatch::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto rows = invocation.liveRecords(Shown, invocation.console().out());
    const bool isOfNames = invocation.options().format == u"name"_s;
    Result<> written;
    const auto take = [&](QByteArrayView line) {
        const auto data = dataOf(line);
        if (!data)
            return true;
        if (isGap(*data))
            invocation.console().warn(gapWarning(*data));
        if (isGap(*data) && isOfNames)
            return true; // It has none.
        written = rows->add(*data);
        if (written)
            written = rows->flush();
        return written.has_value();
    };
    auto streamed = (*connection)->api().stream(adminPath({u"events"_s}), {}, take);
    if (!written)
        return written;
    if (!streamed)
        return streamed;
    return Error{Error::Kind::Unavailable, "stream_ended"_L1,
                 u"The server has ended the stream; is it going down?"_s};
}

} // namespace linnet::cli
