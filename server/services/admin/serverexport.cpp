// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/serverexport.h"

#include "common/domain/exportformat.h"
#include "server/storage/database.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;
constexpr qsizetype PieceBytes = 64 << 10; // More than that is not read at once.

bool isFull(const auto &page)
{
    return page.size() == size_t(PageSize);
}

} // namespace

ServerExport::ServerExport(Database &database, Begun begun)
    : m_database(database)
    , m_begun(std::move(begun))
{}

QCoro::Task<Result<QByteArray>> ServerExport::next(std::shared_ptr<ServerExport> self)
{
    auto piece =
        co_await self->m_database.read([self](Stores &stores) { return self->read(stores); });
    co_return piece;
}

Result<QByteArray> ServerExport::read(Stores &stores)
{
    while (m_lines.size() < PieceBytes && m_step != Step::Over) {
        if (const auto advanced = advance(stores); !advanced)
            return advanced.error();
    }
    return std::exchange(m_lines, {});
}

Result<> ServerExport::advance(Stores &stores)
{
    switch (m_step) {
    case Step::Header:
        add(u"header"_s,
            {{u"format"_s, ExportFormatName},
             {u"formatVersion"_s, ExportFormatVersion},
             {u"serverVersion"_s, m_begun.version},
             {u"exportedAt"_s, toIso(m_begun.at)},
             {u"content"_s, m_begun.extent == Extent::Content}});
        finishStep();
        return {};
    case Step::Settings:
        addSettings();
        return {};
    case Step::Users:
        return addUsers(stores);
    case Step::Files:
        return addFiles(stores);
    case Step::Blocks:
        return addBlocks(stores);
    case Step::Friendships:
        return addFriendships(stores);
    case Step::Conversations:
        return addConversations(stores);
    case Step::Trailer:
        m_counts.remove(u"header"_s);
        add(u"trailer"_s, {{u"counts"_s, m_counts}});
        finishStep();
        return {};
    case Step::Over:
        return {};
    }
    Q_UNREACHABLE();
}

void ServerExport::addSettings()
{
    for (const SettingState &setting : m_begun.settings)
        add(u"setting"_s, exportLine(setting));
    finishStep();
}

Result<> ServerExport::addUsers(Stores &stores)
{
    const auto page = stores.accountList.list({.filter = {},
                                               .now = m_begun.at,
                                               .order = AccountOrder::Oldest,
                                               .after = m_user,
                                               .limit = PageSize});
    if (!page)
        return page.error();
    for (const AccountView &view : *page) {
        const auto mails = stores.mailChoices.find(view.user.id);
        if (!mails)
            return mails.error();
        add(u"user"_s, exportLine(view, *mails, m_begun.at));
        m_user = placeOf(view.user);
    }
    if (!isFull(*page))
        finishStep();
    return {};
}

Result<> ServerExport::addFiles(Stores &stores)
{
    const auto page = stores.exports.listFiles(m_file, PageSize);
    if (!page)
        return page.error();
    for (const Media &file : *page) {
        add(u"file"_s, exportLine(file));
        m_file = file.id;
    }
    if (!isFull(*page))
        finishStep();
    return {};
}

//! They come before all that could be delivered past them where they are imported.
Result<> ServerExport::addBlocks(Stores &stores)
{
    const auto page = stores.exports.listBlocks(m_block, PageSize);
    if (!page)
        return page.error();
    for (const Block &block : *page) {
        add(u"block"_s, exportLine(block));
        m_block = block;
    }
    if (!isFull(*page))
        finishStep();
    return {};
}

Result<> ServerExport::addFriendships(Stores &stores)
{
    const auto page = stores.exports.listFriendships(m_friendship, PageSize);
    if (!page)
        return page.error();
    for (const Friendship &friendship : *page) {
        add(u"friendship"_s, exportLine(friendship));
        m_friendship = friendship.id;
    }
    if (!isFull(*page))
        finishStep();
    return {};
}

Result<> ServerExport::addConversations(Stores &stores)
{
    if (m_conversations.empty()) {
        const auto page = stores.exports.listConversations(m_conversation, PageSize);
        if (!page)
            return page.error();
        m_conversations.assign(page->begin(), page->end());
        if (m_conversations.empty())
            finishStep();
        return {};
    }
    const Conversation &conversation = m_conversations.front();
    switch (m_part) {
    case Part::Itself:
        add(u"conversation"_s, exportLine(conversation));
        m_conversation = conversation.id;
        m_part = Part::People;
        return {};
    case Part::People:
        return addMembers(stores, conversation);
    case Part::Messages:
        return addMessages(stores, conversation);
    case Part::Readings:
        return addReadings(stores, conversation);
    case Part::Stars:
        return addStars(stores, conversation);
    }
    Q_UNREACHABLE();
}

Result<> ServerExport::addMembers(Stores &stores, const Conversation &conversation)
{
    const auto page = stores.exports.listMembers(conversation.id, m_member, PageSize);
    if (!page)
        return page.error();
    for (const ExportedMember &exported : *page) {
        add(u"member"_s, exportLine(exported));
        m_member = exported.member.user;
    }
    if (isFull(*page))
        return {};
    m_part = Part::Messages;
    if (m_begun.extent == Extent::Metadata)
        finishConversation();
    return {};
}

Result<> ServerExport::addMessages(Stores &stores, const Conversation &conversation)
{
    const auto page = stores.exports.listMessages(conversation.id, m_place, PageSize);
    if (!page)
        return page.error();
    for (const Message &message : *page) {
        add(u"message"_s, exportLine(message));
        m_place = message.seq;
    }
    if (!isFull(*page))
        m_part = Part::Readings;
    return {};
}

Result<> ServerExport::addReadings(Stores &stores, const Conversation &conversation)
{
    const auto page = stores.exports.listReadings(conversation.id, m_reading, PageSize);
    if (!page)
        return page.error();
    for (const ExportedReading &reading : *page) {
        add(u"reading"_s, exportLine(reading));
        m_reading = reading.step;
    }
    if (!isFull(*page))
        m_part = Part::Stars;
    return {};
}

Result<> ServerExport::addStars(Stores &stores, const Conversation &conversation)
{
    const auto page = stores.exports.listStars(conversation.id, m_star, PageSize);
    if (!page)
        return page.error();
    for (const Star &star : *page) {
        add(u"star"_s, exportLine(star));
        m_star = star;
    }
    if (!isFull(*page))
        finishConversation();
    return {};
}

void ServerExport::finishConversation()
{
    m_conversations.pop_front();
    m_part = Part::Itself;
    m_member = {};
    m_place = 0;
    m_reading = {};
    m_star = {};
}

void ServerExport::add(const QString &type, QJsonObject line)
{
    line[u"type"_s] = type;
    m_lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    m_counts[type] = m_counts[type].toInteger() + 1;
}

} // namespace linnet
