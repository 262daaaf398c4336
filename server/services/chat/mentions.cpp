// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/mentions.h"

#include "common/domain/identifier.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! What an e-mail address or a path has before its @ makes no mention of what follows.
const QRegularExpression &mention()
{
    static const QRegularExpression pattern(
        u"(?<![\\p{L}\\p{N}_.@/+-])@([A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_])"_s);
    return pattern;
}

// The same name may be in a text again and again, and all others' messages wait meanwhile.
constexpr int MostLooked = 4 * MostMentions;

bool contains(const std::vector<UserId> &users, UserId user)
{
    return std::find(users.begin(), users.end(), user) != users.end();
}

//! \return the ids of those who have one of \p names.
Result<std::vector<UserId>> findNamed(Stores &stores, const QStringList &names)
{
    std::vector<UserId> users;
    for (const QString &name : names) {
        const auto identifier = parseUsername(name);
        if (!identifier)
            continue;
        const auto user = stores.accounts.findByIdentifier(*identifier);
        if (user)
            users.push_back(user->id);
        else if (user.error().kind != Error::Kind::NotFound)
            return user.error();
    }
    return users;
}

Mentioned sort(const Roster &roster, const Draft &draft, const std::vector<UserId> &named)
{
    Mentioned mentioned;
    if (!roster.find(draft.sender))
        return mentioned;
    const auto take = [&](UserId user) {
        const bool isMember = roster.find(user) != nullptr;
        if (isMember && !contains(mentioned.members, user))
            mentioned.members.push_back(user);
        return isMember;
    };
    for (const UserId user : draft.mentions)
        mentioned.hasStrangers = !take(user) || mentioned.hasStrangers;
    for (const UserId user : named)
        take(user);
    return mentioned;
}

} // namespace

QStringList mentionedNames(const QString &text)
{
    QStringList names;
    if (!text.contains(u'@'))
        return names;
    auto found = mention().globalMatch(text);
    for (int looked = 0; looked < MostLooked && found.hasNext() && names.size() < MostMentions;
         ++looked) {
        const QString name = found.next().captured(1).toLower();
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

Result<Mentioned> findMentioned(Stores &stores, const Draft &draft, RosterCache &rosters,
                                ConversationId conversation)
{
    const auto named = findNamed(stores, mentionedNames(draft.body));
    if (!named)
        return named.error();
    if (named->empty() && draft.mentions.empty())
        return Mentioned();
    return rosters.with(conversation, stores,
                        [&](const Roster &roster) { return sort(roster, draft, *named); });
}

Result<std::vector<NotificationView>> notifyMentioned(Stores &stores, const Message &message,
                                                      const User &sender,
                                                      const NotificationWriter &writer)
{
    std::vector<NotificationView> notifications;
    if (message.mentions.empty())
        return notifications;
    const auto blocks = stores.blocks.listEither(sender.id);
    if (!blocks)
        return blocks.error();
    for (const UserId user : message.mentions) {
        if (user == sender.id || contains(*blocks, user))
            continue;
        Notification told;
        told.user = user;
        told.kind = NotificationKind::Mention;
        told.conversation = message.conversation;
        told.message = message.id;
        auto added = writer.add(stores, told, sender);
        if (!added)
            return added.error();
        notifications.push_back(std::move(*added));
    }
    return notifications;
}

} // namespace linnet
