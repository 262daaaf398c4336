// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/teststorage.h"

#include <set>

namespace linnet::test {

//! \brief Four people, the first of whom is merged into the second, and what they have.
class MergeFixture
{
public:
    MergeFixture()
    {
        for (const qint64 user : {1, 2, 3, 4})
            addUser(stores(), UserId(user));
    }

    Stores &stores() { return *m_stores; }
    SqlConnection &connection() { return m_stores.connection(); }

    //! \return a group that the first of \p members owns.
    ConversationId addGroup(const std::vector<UserId> &members)
    {
        Conversation group;
        group.id = ConversationId(++m_lastId);
        group.kind = ConversationKind::Group;
        group.createdBy = members.front();
        if (!stores().conversations.addGroup(group, members))
            qFatal("No group.");
        return group.id;
    }

    ConversationId addDirect(UserId one, UserId another)
    {
        Conversation direct;
        direct.id = ConversationId(++m_lastId);
        direct.createdBy = one;
        return stores().conversations.addDirect(direct, another).value().id;
    }

    Message say(ConversationId conversation, UserId sender, const QString &clientId = {},
                const std::vector<UserId> &mentions = {})
    {
        Message draft;
        draft.id = MessageId(++m_lastId);
        draft.conversation = conversation;
        draft.sender = sender;
        draft.clientId = clientId;
        draft.body = QStringLiteral("Hi");
        draft.mentions = mentions;
        return stores().messages.append(draft).value().message;
    }

    //! Does one step, from where the last one ended.
    MergeStep step(const MergeBounds &bounds = {})
    {
        MergeStep done = stores().merges.advance(merger, progress, bounds).value();
        progress = done.progress;
        return done;
    }

    //! Does all steps. \return the conversations that were moved, each once.
    std::vector<ConversationId> merge(const MergeBounds &bounds = {})
    {
        std::set<ConversationId> moved;
        while (progress.phase < MergePhase::Identity) {
            const MergeStep done = step(bounds);
            moved.insert(done.conversations.begin(), done.conversations.end());
        }
        return {moved.begin(), moved.end()};
    }

    void befriend(UserId asker, UserId asked, FriendshipState state)
    {
        if (!stores().friends.put(
                {.id = FriendshipId(++m_lastId), .from = asker, .to = asked, .state = state}))
            qFatal("No friendship.");
    }

    void notify(UserId user, NotificationKind kind, std::optional<UserId> actor,
                std::optional<ConversationId> conversation = {})
    {
        Notification notification;
        notification.id = NotificationId(++m_lastId);
        notification.user = user;
        notification.kind = kind;
        notification.actor = actor;
        notification.conversation = conversation;
        if (!stores().notifications.add(notification))
            qFatal("No notification.");
    }

    //! Gives the source, and the target, some of everything that there is.
    void fill()
    {
        for (const qint64 user : {5, 6, 7, 8})
            addUser(stores(), UserId(user));
        const ConversationId shared = addGroup({other, from, into});
        const ConversationId alone = addGroup({from, other, UserId(4)});
        const ConversationId taken = addDirect(from, UserId(4));
        const ConversationId second = addDirect(from, other);
        const ConversationId own = addDirect(into, other);
        const ConversationId blocked = addDirect(into, UserId(5));
        for (int i = 0; i < 7; ++i) {
            const Message named = say(shared, other, {}, {from, into});
            say(shared, from, QString::number(i));
            say(shared, into, QString::number(i % 3));
            say(alone, from);
            say(taken, i % 2 ? from : UserId(4));
            say(second, i % 3 ? from : other);
            say(own, into);
            say(blocked, into);
            star(from, named);
            if (i % 2)
                star(into, named);
        }
        for (const qint64 seq : {2, 4, 7})
            read(taken, from, seq);
        for (int i = 0; i < 6; ++i)
            addFile(i % 2 ? from : into);
        for (const qint64 user : {5, 6, 7})
            block(from, UserId(user));
        block(into, UserId(6));
        block(UserId(8), from);
        block(into, from);
        befriend(from, other, FriendshipState::Accepted);
        befriend(into, other, FriendshipState::Pending);
        befriend(UserId(4), from, FriendshipState::Pending);
        befriend(into, UserId(4), FriendshipState::Accepted);
        befriend(from, UserId(8), FriendshipState::Accepted);
        befriend(from, into, FriendshipState::Accepted);
        for (int i = 0; i < 4; ++i) {
            notify(from, NotificationKind::Mention, other, shared);
            notify(other, NotificationKind::Mention, from, shared);
            notify(i % 2 ? from : into, NotificationKind::Mention, i % 2 ? into : from, shared);
        }
        notify(from, NotificationKind::Message, std::nullopt, shared);
        notify(into, NotificationKind::Message, std::nullopt, shared);
        notify(from, NotificationKind::Message, std::nullopt, alone);
        addSession(from);
        addSession(into);
        for (const UserId reporter : {from, into, other, UserId(4)}) {
            report(reporter, UserId(5));
            report(reporter, UserId(6), Report::State::Dismissed);
            if (reporter != from)
                report(reporter, from);
            if (reporter != into)
                report(reporter, into);
        }
    }

    void star(UserId user, const Message &message)
    {
        if (!stores().stars.add(user, message, at(1)))
            qFatal("No star.");
    }

    void block(UserId blocker, UserId blocked)
    {
        if (!stores().blocks.add(blocker, blocked, at(1)))
            qFatal("No block.");
    }

    void addFile(UserId owner)
    {
        const qint64 id = ++m_lastId;
        if (!stores().media.add({.id = MediaId(id),
                                 .name = QByteArray::number(id),
                                 .sha256 = "sum",
                                 .contentType = "image/png",
                                 .owner = owner}))
            qFatal("No file.");
    }

    void addSession(UserId user)
    {
        Session session;
        session.id = SessionId(++m_lastId);
        session.user = user;
        session.device = QString::number(m_lastId);
        session.expiresAt = at(1'000'000);
        if (!stores().sessions.add(session))
            qFatal("No session.");
    }

    ReportId report(UserId reporter, UserId about, Report::State state = Report::State::Open)
    {
        return report({.reporter = reporter,
                       .kind = Report::Kind::User,
                       .subject = about.value(),
                       .about = about,
                       .state = state});
    }

    //! Stores \p report, with an id and with what it says.
    ReportId report(Report report)
    {
        report.id = ReportId(++m_lastId);
        report.text = QStringLiteral("They lie.");
        report.evidence = {{QStringLiteral("name"), QStringLiteral("X")}};
        if (!stores().reports.add(report))
            qFatal("No report.");
        return report.id;
    }

    void read(ConversationId conversation, UserId user, qint64 seq)
    {
        const auto advance = stores().members.advanceRead(conversation, user, seq);
        if (!advance
            || !stores().members.noteReading(conversation,
                                             {user, advance->from, advance->to, at(seq)}))
            qFatal("Not read.");
    }

    Member memberOf(ConversationId conversation, UserId user)
    {
        return stores().members.find(conversation, user).value();
    }

    //! \return what \p viewer sees, the newest first.
    std::vector<MessageView> history(ConversationId conversation, UserId viewer)
    {
        return stores().messages.list({.conversation = conversation, .viewer = viewer}).value();
    }

    const UserId from{1};
    const UserId into{2};
    const UserId other{3};
    const Merger merger{from, into, at(50), QStringLiteral("user:9")};
    MergeProgress progress{.from = from};

private:
    TestStores m_stores;
    qint64 m_lastId = 100;
};

} // namespace linnet::test
