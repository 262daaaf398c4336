// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/conversationservice.h"

#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/bus/eventbus.h"
#include "server/services/chat/audience.h"
#include "server/services/chat/chatmemory.h"
#include "server/services/chat/contactrules.h"
#include "server/services/chat/viewer.h"
#include "server/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! The list, begun at the conversation itself.
Result<ConversationDetails> readDetails(Stores &stores, UserId user, ConversationId conversation)
{
    const auto known = stores.conversations.find(conversation, user);
    if (!known)
        return known.error();
    const ConversationCursor before{known->updatedAt, ConversationId(conversation.value() + 1)};
    Viewer viewer(stores, user);
    auto views = viewer.shown(stores.conversations.list(user, before, 1), &ConversationView::other);
    if (!views)
        return views.error();
    if (views->empty() || views->front().conversation.id != conversation)
        return noSuchConversation();
    auto inside = viewer.shown(stores.members.listViews(conversation), &MemberView::user);
    if (!inside)
        return inside.error();
    return ConversationDetails{std::move(views->front()), std::move(*inside)};
}

Result<std::vector<ConversationDetails>> readAllDetails(Stores &stores, UserId user)
{
    Viewer viewer(stores, user);
    auto views =
        viewer.shown(stores.conversations.list(user, std::nullopt, ConversationService::MostListed),
                     &ConversationView::other);
    if (!views)
        return views.error();
    std::vector<ConversationDetails> details;
    size_t members = 0;
    for (ConversationView &view : *views) {
        const int most = members < ConversationService::MostMembers
            ? MemberStore::All
            : ConversationService::FewMembers;
        auto inside =
            viewer.shown(stores.members.listViews(view.conversation.id, most), &MemberView::user);
        if (!inside)
            return inside.error();
        members += inside->size();
        details.push_back({std::move(view), std::move(*inside)});
    }
    return details;
}

} // namespace

ConversationService::ConversationService(ChatContext context)
    : m_context(context)
{}

QCoro::Task<Result<std::vector<ConversationView>>> ConversationService::list(UserId user)
{
    auto whole = co_await page(user, std::nullopt);
    if (!whole)
        co_return whole.error();
    co_return std::move(whole->views);
}

QCoro::Task<Result<ConversationPage>> ConversationService::page(
    UserId user, std::optional<ConversationCursor> cursor, int limit)
{
    const int most = std::clamp(limit, 1, MostListed);
    auto views = co_await m_context.database.read([user, cursor, most](Stores &stores) {
        return Viewer(stores, user)
            .shown(stores.conversations.list(user, cursor, most), &ConversationView::other);
    });
    if (!views)
        co_return views.error();
    ConversationPage page{std::move(*views), std::nullopt};
    if (page.views.size() == size_t(most)) {
        const Conversation &last = page.views.back().conversation;
        page.next = ConversationCursor{last.updatedAt, last.id};
    }
    co_return page;
}

QCoro::Task<Result<std::vector<ConversationDetails>>> ConversationService::listDetails(UserId user)
{
    auto details = co_await m_context.database.read(
        [user](Stores &stores) { return readAllDetails(stores, user); });
    co_return details;
}

QCoro::Task<Result<ConversationDetails>> ConversationService::details(UserId user,
                                                                      ConversationId conversation)
{
    auto details = co_await m_context.database.read(
        [user, conversation](Stores &stores) { return readDetails(stores, user, conversation); });
    co_return details;
}

QCoro::Task<Result<Conversation>> ConversationService::openDirect(UserId user, UserId other)
{
    const auto opened = co_await ensureDirect(user, other);
    if (!opened)
        co_return opened.error();
    co_return opened->conversation;
}

QCoro::Task<Result<OpenedDirect>> ConversationService::ensureDirect(UserId user, UserId other)
{
    if (user == other)
        co_return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                        u"recipientId must be somebody else"_s};

    const auto direct = co_await m_context.database.write(
        [this, user, other](Stores &stores) -> Result<OpenedDirect> {
            const auto known = stores.conversations.findDirect(user, other);
            if (!known)
                return known.error();
            const auto opened = findOrOpenDirect(m_context, stores, user, other);
            if (!opened)
                return opened.error();
            const auto isBack = stores.members.unhide(opened->id, user);
            if (!isBack)
                return isBack.error();
            return OpenedDirect{*opened, !*known, *isBack};
        },
        [this, user, other](const Result<OpenedDirect> &outcome) {
            if (outcome && outcome->isBack)
                m_context.bus.publish({ConversationChanged{outcome->conversation}, {user}, {}});
            else if (outcome && outcome->isNew)
                m_context.bus.publish(
                    {ConversationChanged{outcome->conversation}, {user, other}, {}});
        });
    co_return direct;
}

QCoro::Task<Result<std::optional<Conversation>>> ConversationService::findDirect(UserId user,
                                                                                 UserId other)
{
    auto found = co_await m_context.database.read(
        [user, other](Stores &stores) -> Result<std::optional<Conversation>> {
            const auto known = stores.accounts.find(other);
            if (!known)
                return known.error();
            auto direct = stores.conversations.findDirect(user, other);
            if (!direct || *direct)
                return direct;
            const auto blocks = stores.blocks.findBetween(user, other);
            if (!blocks)
                return blocks.error();
            if (blocks->others)
                return noSuchUser();
            return direct;
        });
    co_return found;
}

QCoro::Task<Result<Conversation>> ConversationService::find(UserId user,
                                                            ConversationId conversation)
{
    auto found = co_await m_context.database.read([user, conversation](Stores &stores) {
        return stores.conversations.find(conversation, user);
    });
    co_return found;
}

QCoro::Task<Result<std::vector<MemberView>>> ConversationService::members(
    UserId user, ConversationId conversation)
{
    auto views = co_await m_context.database.read(
        [user, conversation](Stores &stores) -> Result<std::vector<MemberView>> {
            const auto visible = stores.conversations.find(conversation, user);
            if (!visible)
                return visible.error();
            const auto own = stores.members.find(conversation, user);
            if (!own)
                return own.error();
            if (own->leftSeq && visible->kind == ConversationKind::Group)
                return std::vector<MemberView>();
            return Viewer(stores, user)
                .shown(stores.members.listViews(conversation), &MemberView::user);
        });
    co_return views;
}

QCoro::Task<Result<>> ConversationService::requireMember(UserId user, ConversationId conversation)
{
    const auto members = co_await findAudience(m_context, user, conversation);
    if (!members)
        co_return members.error();
    co_return Result<>();
}

QCoro::Task<Result<>> ConversationService::mute(UserId user, ConversationId conversation,
                                                std::optional<Timestamp> until)
{
    const auto muted = co_await m_context.database.write(
        [=](Stores &stores) { return stores.members.mute(conversation, user, until); });
    co_return muted;
}

Result<Conversation> findOrOpenDirect(const ChatContext &context, Stores &stores, UserId user,
                                      UserId other)
{
    const auto known = stores.conversations.findDirect(user, other);
    if (!known)
        return known.error();
    if (*known)
        return **known;
    if (const auto reachable = requireUsers(stores, {other}); !reachable)
        return reachable.error();
    if (const auto allowed = requireNoBlock(stores, user, other); !allowed)
        return allowed.error();

    Conversation direct;
    direct.id = context.ids.next<ConversationId>();
    direct.createdBy = user;
    direct.createdAt = context.clock.now();
    direct.updatedAt = direct.createdAt;
    return stores.conversations.addDirect(direct, other);
}

} // namespace linnet
