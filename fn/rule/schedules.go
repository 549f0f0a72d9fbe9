package rule

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// eachSchedule is every cron trigger that KEDA can read, with the replicas that it wants.
func (s *pass) eachSchedule(judge func(i int, t keda.Trigger, replicas int64)) {
	for i, t := range s.Spec.Triggers {
		replicas, err := strconv.ParseInt(t.Metadata["desiredReplicas"], 10, 64)
		if t.Type == keda.TriggerCron && err == nil && replicas > 0 {
			judge(i, t, replicas)
		}
	}
}

// scheduleReplicas is for the lines of a schedule, which ask for what the same host's
// maximum forbids.
func scheduleReplicas(s *hostPass) {
	if s.countsUnread() {
		return
	}
	s.eachSchedule(func(i int, _ keda.Trigger, replicas int64) {
		if most := int64(s.most()); s.Origins[i].Scheduled && replicas > most {
			s.report(triggerPath(i), fmt.Sprintf("asks for %d replicas, but the maximum is %d (%s)", replicas, most, s.mostSource()),
				fmt.Sprintf("write %d or less%s", most, s.raise(most)))
		}
	})
}

// raise is how a host gets more replicas; "" where the functionConfig bounds it.
func (s *pass) raise(most int64) string {
	switch limit := int64(s.cfg.Limits.MaxReplicas); {
	case limit > 0 && most >= limit:
		return "; spec.limits.maxReplicas of the functionConfig allows no more"
	case strings.Contains(s.Source("spec.maxReplicaCount").Field, "scaled-object"):
		return ", or raise maxReplicaCount there"
	}
	return ", or raise the maximum with " + s.annotation("max-replicas")
}

// scheduleIdle is for cron triggers that change nothing, or less than they say. What a
// formula makes of them is its own.
func scheduleIdle(s *pass) {
	if s.countsUnread() || s.modifiers().Formula != "" {
		return
	}
	least := int64(0)
	if s.Spec.MinReplicaCount != nil {
		least = int64(*s.Spec.MinReplicaCount)
	}
	s.eachSchedule(func(i int, _ keda.Trigger, replicas int64) {
		path, most := triggerPath(i), int64(s.most())
		switch {
		case s.Spec.IdleReplicaCount != nil && replicas < least:
			s.report(path, fmt.Sprintf("asks for %d replicas, and wakes the host to its minimum of %d", replicas, least), fmt.Sprintf("write %d or more", least))
		case s.Spec.IdleReplicaCount == nil && replicas <= least:
			s.report(path, fmt.Sprintf("asks for %d, and the host always has %d replicas", replicas, least), "write more than the minimum, or remove it")
		case replicas > most && !s.Origins[i].Scheduled:
			s.report(path, fmt.Sprintf("asks for %d replicas, and gets the maximum, %d", replicas, most), fmt.Sprintf("write %d or less, or raise the maximum", most))
		}
	})
}

// scheduleClocks is for times around the days on which clocks are set, where KEDA goes by
// which of start and end is next, and passes over what such a day does not have.
func scheduleClocks(s *pass) {
	s.eachSchedule(func(i int, t keda.Trigger, replicas int64) {
		r, ok := schedule.FromCron(t.Metadata)
		if !ok {
			return
		}
		slip, ok := r.Deviation()
		if !ok {
			return
		}
		does := "has %d replicas that are not asked for"
		if !slip.Active {
			does = "does not have the %d replicas"
		}
		hint := "it is once a year; write daily, or a time zone that never sets its clocks, if it matters"
		if slip.GapFrom < slip.GapTo {
			hint = fmt.Sprintf("take a time before %s, or from %s on", slip.GapFrom, slip.GapTo)
		}
		s.report(triggerPath(i), fmt.Sprintf("KEDA goes wrong with it around the day on which clocks are set: as on %s, when the host "+does, slip.At.Format("Monday, 2 January 2006, 15:04"), replicas), hint)
	})
}
