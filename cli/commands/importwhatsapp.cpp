// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/importwhatsapp.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/patiently.h"
#include "cli/interruption.h"
#include "cli/output/progressline.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype LongestSource = 200;

Table summaryTable()
{
    using As = Column::As;
    return {u"ChatImport"_s,
            {
                {u"Format"_s, u"format"_s},
                {u"Date order"_s, u"dateOrder"_s},
                {u"Time zone"_s, u"timeZone"_s},
                {u"From"_s, u"from"_s, As::Time},
                {u"To"_s, u"to"_s, As::Time},
                {u"People"_s, u"people"_s},
                {u"Accounts"_s, u"accounts"_s},
                {u"Messages"_s, u"messages"_s, As::Number},
                {u"Left out"_s, u"leftOut"_s, As::Number},
                {u"Empty"_s, u"empty"_s, As::Number},
                {u"Shortened"_s, u"shortened"_s, As::Number},
                {u"System lines"_s, u"systemLines"_s, As::Number},
                {u"Files found"_s, u"filesFound"_s, As::Number},
                {u"Files missing"_s, u"filesMissing"_s, As::Number},
                {u"Files omitted"_s, u"filesOmitted"_s, As::Number},
                {u"Files refused"_s, u"filesRefused"_s, As::Number},
                {u"Stored"_s, u"stored"_s, As::Number},
                {u"There before"_s, u"there"_s, As::Number},
                {u"Conversation"_s, u"conversationId"_s},
            },
            u"conversationId"_s,
            Table::Shape::Card};
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

//! \return what the audit log calls the file: names may not have everything in them.
QString sourceOf(const QString &file)
{
    QString name = QFileInfo(file).fileName();
    name.removeIf([](QChar c) {
        return isInvisibleMark(c) || c.category() == QChar::Other_Control
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    });
    name = name.right(LongestSource).trimmed();
    return name.isEmpty() || !name.isValidUtf16() ? u"WhatsApp"_s : name;
}

} // namespace

Declaration ImportWhatsApp::declaration()
{
    return {
        .name = u"import whatsapp"_s,
        .summary = u"Bring a chat that WhatsApp exported into a conversation, or see first what is "
                   u"in it."_s,
        .examples = {u"linnetctl import whatsapp chat.zip --new-group 'Old Times' --owner alice "
                     u"--map 'Alice A.=alice' --map '+49 151 1234567=+491511234567'"_s,
                     u"linnetctl import whatsapp chat.zip --new-group 'Old Times' --owner alice "
                     u"--map-file people.csv --time-zone Europe/Berlin --for-real"_s,
                     u"linnetctl import whatsapp _chat.txt --into 382514099738640385 --map "
                     u"'Alice A.=alice' --map 'Bob=-' --date-order dmy"_s},
        .arguments = {{u"FILE"_s, u"The text or the zip that WhatsApp made."_s, &m_file}},
        .options =
            {{u"--for-real"_s, {}, u"Store it; without it nothing is changed."_s, &m_isForReal},
             {u"--new-group"_s, u"TITLE"_s,
              u"Make a group for it, of all whose messages there are."_s, &m_newGroup},
             {u"--owner"_s, u"ACCOUNT"_s, u"Whose group it is."_s, &m_owner, {}, Referent::User},
             {u"--into"_s,
              u"ID"_s,
              u"A conversation that has nothing newer; also to go on with an import."_s,
              &m_into,
              {},
              Referent::Group},
             {u"--map"_s, u"NAME=ACCOUNT"_s,
              u"Whose messages those of NAME become, may be repeated; NAME=- leaves them out."_s,
              &m_map},
             {u"--map-file"_s, u"FILE"_s, u"The same as CSV with the columns name and account."_s,
              &m_mapFile},
             {u"--others"_s,
              u"ACCOUNT"_s,
              u"Whose messages all others' become, with their name before the text."_s,
              &m_others,
              {},
              Referent::User},
             {u"--date-order"_s, u"ORDER"_s, u"How dates are written, where they do not tell."_s,
              &m_dateOrder, dateOrderNames()},
             {u"--time-zone"_s, u"ZONE"_s,
              u"Where the phone was, e.g. Europe/Berlin (default: UTC)."_s, &m_timeZone}},
        .hasDryRun = true};
}

Result<> ImportWhatsApp::run(Invocation &invocation)
{
    if (auto valid = checkOptions(invocation); !valid)
        return valid;
    auto people = readPeople();
    if (!people)
        return people.error();
    const auto archive = ChatArchive::open(m_file);
    if (!archive)
        return archive.error();
    const auto found = survey(**archive, *people);
    if (!found)
        return found.error();
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    auto resolved = people->resolve(api, found->messages.keys());
    if (!resolved && (m_isForReal || resolved.error().code != "unmapped_names"_L1))
        return resolved;
    Task task{api, **archive, *people, *found, QTimeZone(m_timeZone.toUtf8())};
    if (resolved)
        return import(invocation, task);
    // Whose names are to be said is best seen together with what else is in the chat.
    if (auto looked = look(invocation, task); !looked)
        return looked;
    return resolved;
}

Result<> ImportWhatsApp::checkOptions(Invocation &invocation) const
{
    if (m_isForReal && invocation.options().isDryRun)
        return usageError(u"--for-real and --dry-run exclude each other."_s);
    if (m_into.isEmpty() == m_newGroup.isEmpty())
        return usageError(u"Either --new-group or --into is needed."_s);
    if (m_newGroup.isEmpty() != m_owner.isEmpty())
        return usageError(u"--new-group and --owner go together."_s);
    if (!QTimeZone::isTimeZoneIdAvailable(m_timeZone.toUtf8()))
        return usageError(u"There is no time zone \"%1\"."_s.arg(m_timeZone),
                          u"Names are as those of Europe/Berlin."_s);
    return {};
}

Result<ChatPeople> ImportWhatsApp::readPeople() const
{
    ChatPeople people;
    if (!m_mapFile.isEmpty()) {
        if (const auto added = people.addAll(m_mapFile); !added)
            return added.error();
    }
    for (const QString &assignment : m_map) {
        if (const auto added = people.add(assignment); !added)
            return added.error();
    }
    people.setOthers(m_others);
    return people;
}

Result<ChatSurvey> ImportWhatsApp::survey(const ChatArchive &archive,
                                          const ChatPeople &people) const
{
    QFile text(archive.textFile());
    if (!text.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(m_file, text.errorString())};
    return surveyChat(text,
                      {.knownNames = people.names(),
                       .order = parseDateOrder(m_dateOrder),
                       .today = QDateTime::currentDateTimeUtc().date()});
}

void ImportWhatsApp::noteHowToGoOn(Console &console, const QString &conversation) const
{
    console.note(u"To go on: --into %1; what is stored is not stored again."_s.arg(conversation));
    if (!m_newGroup.isEmpty())
        console.note(
            u"The group is frozen until it is complete. Then: linnetctl group unfreeze %1"_s.arg(
                conversation));
}

Result<> ImportWhatsApp::import(Invocation &invocation, Task &task) const
{
    if (m_isForReal) {
        if (auto unpacked = task.archive.unpack(task.survey.attachments); !unpacked)
            return unpacked;
    }
    task.conversation = m_into;
    if (!m_newGroup.isEmpty()) {
        const auto group = beginGroup(task);
        if (!group)
            return group.error();
        task.conversation = m_isForReal ? *group : QString();
    }
    ChatImport chat(task.archive, task.people, task.survey.order, task.zone);
    HistorySender sender(task.api, {task.conversation, sourceOf(m_file)},
                         m_isForReal ? HistorySender::Mode::ForReal
                                     : HistorySender::Mode::Rehearsal);
    const auto sent = send(invocation, task, chat, sender);
    if (!sent && m_isForReal)
        noteHowToGoOn(invocation.console(), task.conversation);
    if (!sent)
        return sent.error();
    if (const auto opened = openGroup(task); !opened)
        return opened.error();
    return conclude(invocation, task, chat.totals(), sender.counts());
}

//! Lets people write in the group that was made, now that all is there.
Result<> ImportWhatsApp::openGroup(const Task &task) const
{
    if (!m_isForReal || m_newGroup.isEmpty())
        return {};
    const auto thawed = patiently([&] {
        return task.api.remove(adminPath({u"groups"_s, task.conversation, u"freeze"_s}));
    });
    return thawed ? Result<>() : Result<>(thawed.error());
}

Result<> ImportWhatsApp::look(Invocation &invocation, Task &task) const
{
    ChatImport chat(task.archive, task.people, task.survey.order, task.zone);
    HistorySender sender(task.api, {}, HistorySender::Mode::Rehearsal);
    if (auto sent = send(invocation, task, chat, sender); !sent)
        return sent;
    return conclude(invocation, task, chat.totals(), sender.counts());
}

//! \return the id of a group, which is frozen and only there if this is for real.
Result<QString> ImportWhatsApp::beginGroup(Task &task) const
{
    ChatPeople owner;
    owner.setOthers(m_owner);
    if (const auto found = owner.resolve(task.api, {m_owner}); !found)
        return found.error();
    const QJsonObject asked{{"title"_L1, m_newGroup},
                            {"owner"_L1, owner.accountIds().value(0)},
                            {"members"_L1, QJsonArray::fromStringList(task.people.accountIds())},
                            {"dryRun"_L1, !m_isForReal}};
    const auto group = patiently([&] {
        return task.api.post(adminPath({u"imports"_s, u"groups"_s}), asked);
    });
    if (!group)
        return group.error();
    return (*group)["id"_L1].toString();
}

//! Where the group is only to be made, there is nothing that the server could say of its messages.
Result<> ImportWhatsApp::send(Invocation &invocation, Task &task, ChatImport &chat,
                              HistorySender &sender) const
{
    QFile text(task.archive.textFile());
    if (!text.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(m_file, text.errorString())};
    ChatReader reader(text, task.people.names());
    ProgressLine progress(invocation.console().err());
    const qint64 all = task.survey.messageCount();
    qint64 done = 0;
    for (auto entry = reader.next(); entry.has_value(); entry = reader.next()) {
        if (isInterrupted())
            return interruption();
        done += entry->kind == ChatEntry::Kind::Message ? 1 : 0;
        const auto item = chat.next(*entry);
        if (!item || task.conversation.isEmpty())
            continue;
        if (done % 100 == 0)
            progress.show(u"%1 of %2 messages"_s.arg(done).arg(all));
        if (auto added = sender.add(*item); !added)
            return added;
    }
    return sender.flush();
}

Result<> ImportWhatsApp::conclude(Invocation &invocation, const Task &task,
                                  const ChatTotals &totals,
                                  const HistorySender::Counts &counts) const
{
    const ChatSurvey &survey = task.survey;
    QJsonObject people;
    QJsonObject accounts;
    for (auto each = survey.messages.begin(); each != survey.messages.end(); ++each) {
        people[each.key()] = each.value();
        const auto account = task.people.accountOf(each.key());
        accounts[each.key()] =
            account ? QJsonValue(u"%1 (%2)"_s.arg(account->name, account->id)) : QJsonValue();
    }
    const qint64 messages = survey.messageCount();
    const qint64 wanted = messages - totals.leftOut - totals.empty;
    qint64 found = 0;
    for (const QString &name : survey.attachments)
        found += task.archive.contains(name) ? 1 : 0;
    const bool isAsked = !task.conversation.isEmpty();
    auto shown = invocation.show(
        summaryTable(),
        {{"format"_L1, survey.isOfIos ? u"iOS"_s : u"Android"_s},
         {"dateOrder"_L1, nameOf(survey.order)},
         {"timeZone"_L1, m_timeZone},
         {"from"_L1, timeOrNull(totals.first)},
         {"to"_L1, timeOrNull(totals.last)},
         {"people"_L1, people},
         {"accounts"_L1, accounts},
         {"messages"_L1, messages},
         {"leftOut"_L1, totals.leftOut},
         {"empty"_L1, totals.empty},
         {"shortened"_L1, survey.cut},
         {"systemLines"_L1, survey.systemLines},
         {"filesFound"_L1, found},
         {"filesMissing"_L1, totals.missingFiles},
         {"filesOmitted"_L1, survey.omittedFiles},
         {"filesRefused"_L1, counts.refusedFiles},
         {"stored"_L1, isAsked ? counts.stored : wanted},
         {"there"_L1, counts.there},
         {"conversationId"_L1, isAsked ? QJsonValue(task.conversation) : QJsonValue()}});
    if (!shown)
        return shown;
    if (!m_isForReal)
        invocation.console().note(
            u"This is what would be: nothing was changed. With --for-real it is done."_s);
    return {};
}

} // namespace linnet::cli
